package io.mos.drivers.child;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way to the daemon: the process's standard output, which is nobody else's. Any thread sends,
 * one whole frame after the other.
 */
final class Pipe {

    /** A process that is about to end does not wait longer for another thread's frame. */
    private static final int LAST_WORD_MILLIS = 500;

    private final OutputStream out;
    private final ReentrantLock lock = new ReentrantLock();

    Pipe(OutputStream out) {
        this.out = out;
    }

    /** Takes standard output away from everyone else: what is printed goes to standard error. */
    static Pipe ofStandardOutput() {
        Pipe pipe = new Pipe(new FileOutputStream(FileDescriptor.out));
        System.setOut(System.err);
        return pipe;
    }

    /**
     * Waits as long as the daemon takes to read.
     *
     * @throws IllegalArgumentException when the message is too large
     */
    void send(FromChild message) {
        byte[] frame = Frames.encode(FromChild.SHAPE, message);
        lock.lock();
        try {
            write(frame);
        } finally {
            lock.unlock();
        }
    }

    /** Sends a last message, or does without. */
    void sendLast(FromChild message) {
        byte[] frame = Frames.encode(FromChild.SHAPE, message);
        try {
            if (lock.tryLock(LAST_WORD_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    write(frame);
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(byte[] frame) {
        try {
            out.write(frame);
            out.flush();
        } catch (IOException _) {
            // The daemon is gone, and with it everything there is to do.
            Runtime.getRuntime().halt(0);
        }
    }
}
