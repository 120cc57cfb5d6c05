package io.mos.drivers.child;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Frames on their way to the process of the drivers, on a thread of their own: a process that does
 * not read must not hold anybody up. Any thread sends.
 */
final class Outbox implements AutoCloseable {

    /** Far more than a process that reads at all has waiting. */
    private static final long MAX_WAITING_BYTES = 4L << 20;

    private static final byte[] END = new byte[0];

    private final OutputStream out;
    private final LinkedBlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile boolean isOver;

    Outbox(OutputStream out, String thread) {
        this.out = out;
        Thread.ofPlatform().name(thread).daemon(true).start(this::run);
    }

    /** Whether the frame was taken in; false when too many wait, or the pipe is over. */
    boolean send(byte[] frame) {
        if (isOver || waitingBytes.addAndGet(frame.length) > MAX_WAITING_BYTES) {
            isOver = true;
            return false;
        }
        frames.add(frame);
        return true;
    }

    /** Closes the pipe, which ends the process when it is in order. */
    @Override
    public void close() {
        isOver = true;
        frames.add(END);
    }

    private void run() {
        try (out) {
            for (byte[] frame = frames.take(); frame.length > 0; frame = frames.take()) {
                out.write(frame);
                out.flush();
                waitingBytes.addAndGet(-frame.length);
            }
        } catch (IOException _) {
            // The reader of the other pipe sees the process's end and tells it.
            isOver = true;
        } catch (InterruptedException _) {
            isOver = true;
        }
    }
}
