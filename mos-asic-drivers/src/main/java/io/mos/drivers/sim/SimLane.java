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

    private final Channel channel;
    private final SerialLink link;
    private final SimulatedBoard board;
    private final Lock lock;
    private final TimeSource time;
    private final ByteBuffer in = ByteBuffer.allocate(READ_BYTES);

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
