package io.mos.drivers.sim;

import io.mos.core.kernel.TimeSource;
import io.mos.drivers.serial.SerialLink;
import io.mos.drivers.serial.Transfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.Lock;

/**
 * Carries bytes between one port of a board and a link. Owner of the link: the thread that calls
 * it; the board is shared and held by the lock.
 */
final class SimLane {
    /** What nobody takes off the line is lost, as on any serial line. */
    private static final Duration WRITE_LIMIT = Duration.ofMillis(20);

    private static final int READ_BYTES = 1024;

    /** Which part of its time a board may spend on hashing, so that it still answers. */
    private static final double BUSY_PART = 0.4;

    private static final double LEAST_CHANGE = 1e-3;
    private static final double MOST_CHANGE = 1.05;
    private static final double LEAST_EFFORT = 1e-6;

    /** Answers may wait for so long without anybody minding. */
    private static final double UNNOTICED_NANOS = 1e6;

    /** More than this between two calls is lost to hashing anyhow. */
    private static final long COUNTED_NANOS = 100_000_000;

    private final Channel channel;
    private final SerialLink link;
    private final SimulatedBoard board;
    private final Lock lock;
    private final TimeSource time;
    private final ByteBuffer in = ByteBuffer.allocate(READ_BYTES);
    private long beganNanos;
    private double effort = 1;

    SimLane(Channel channel, SerialLink link, SimulatedBoard board, Lock lock, TimeSource time) {
        this.channel = channel;
        this.link = link;
        this.board = board;
        this.lock = lock;
        this.time = time;
    }

    /**
     * Carries what there is, waiting no longer than this for something to come.
     *
     * @return whether the line is still there
     */
    boolean carry(Duration within) throws IOException {
        in.clear();
        Transfer read = link.read(in, until(within));
        boolean there =
                switch (read) {
                    case Transfer.Moved _, Transfer.TimedOut _ -> true;
                    case Transfer.HungUp _, Transfer.Closed _ -> false;
                };
        return there && exchange(in.position());
    }

    /** No longer than until the board has something to say. */
    private Duration until(Duration within) {
        lock.lock();
        try {
            OptionalLong next = board.nextNanos(channel);
            long left = next.isPresent() ? next.getAsLong() - time.nanos() : within.toNanos();
            return Duration.ofNanos(Math.clamp(left, 0, within.toNanos()));
        } finally {
            lock.unlock();
        }
    }

    /** Too many hashes are answered with fewer: a slow engine must not make a dumb board. */
    private void pace(long nowNanos) {
        if (channel != Channel.DATA) {
            return;
        }
        double allowed = BUSY_PART * Math.min(nowNanos - beganNanos, COUNTED_NANOS);
        double busy = time.nanos() - nowNanos;
        beganNanos = nowNanos;
        boolean slow = busy > UNNOTICED_NANOS;
        effort *= slow ? Math.clamp(allowed / busy, LEAST_CHANGE, MOST_CHANGE) : MOST_CHANGE;
        effort = Math.clamp(effort, LEAST_EFFORT, 1);
        board.setEffort(effort);
    }

    private boolean exchange(int count) throws IOException {
        int baud = link.baud();
        List<byte[]> out = new ArrayList<>();
        lock.lock();
        try {
            long nanos = time.nanos();
            if (count > 0) {
                board.accept(channel, in.array(), count, baud, nanos);
            }
            board.deliver(channel, baud, nanos, out::add);
            pace(nanos);
            if (board.isUnplugged(nanos)) {
                return false;
            }
        } finally {
            lock.unlock();
        }
        for (byte[] bytes : out) {
            Transfer _ = link.write(ByteBuffer.wrap(bytes), WRITE_LIMIT);
        }
        return true;
    }
}
