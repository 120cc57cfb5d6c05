package io.mos.drivers.sim.chip;

import io.mos.drivers.bm13xx.frame.Answer;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * The one line on which all chips answer. A chip that has something to say waits while another
 * speaks, so frames follow each other whole, each as long as its bits take.
 */
final class UpLine {
    /** Beyond it chips drop what they find; far more than any register read of a long chain. */
    private static final int MAX_FRAMES = 4096;

    private static final int BITS_PER_BYTE = 10;
    private static final double TOLERANCE = 0.05;

    private final Queue<Spoken> frames = new ArrayDeque<>();
    private long busyUntilNanos = Long.MIN_VALUE;

    /** A frame on its way, whole at that time. */
    private record Spoken(Answer frame, double baud, long wholeNanos) {}

    void send(Answer frame, double baud, long nanos) {
        if (frames.size() < MAX_FRAMES) {
            long takesNanos = Math.round(frame.size().bytes() * BITS_PER_BYTE * 1e9 / baud);
            busyUntilNanos = Math.max(busyUntilNanos, nanos) + takesNanos;
            frames.add(new Spoken(frame, baud, busyUntilNanos));
        }
    }

    /** Hands on what is whole by now; what was said at another rate than the host's is lost. */
    void deliver(long nanos, int hostBaud, Consumer<byte[]> toHost) {
        for (Spoken next = frames.peek();
                next != null && next.wholeNanos() <= nanos;
                next = frames.peek()) {
            frames.remove();
            if (isHeard(next.baud(), hostBaud)) {
                toHost.accept(next.frame().toBytes());
            }
        }
    }

    OptionalLong nextNanos() {
        Spoken next = frames.peek();
        return next == null ? OptionalLong.empty() : OptionalLong.of(next.wholeNanos());
    }

    void clear() {
        frames.clear();
    }

    /** Two ends understand each other some per cent apart (BM13XX.md §1: 4 % works). */
    static boolean isHeard(double one, double other) {
        return Math.abs(one - other) <= TOLERANCE * one;
    }
}
