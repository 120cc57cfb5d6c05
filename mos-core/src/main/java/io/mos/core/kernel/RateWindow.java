package io.mos.core.kernel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.OptionalDouble;

/**
 * How fast a total grows, over a window that begins with the first growth, widens to a minute and
 * then moves on. Rates that are to be compared, such as proven against counted hashes, are taken
 * over windows of this one shape. Not thread-safe.
 */
public final class RateWindow {

    /**
     * Long enough that about one proof a second is within 13 % (1/sqrt(60)), short enough to see a
     * stop.
     */
    public static final Duration LONGEST = Duration.ofSeconds(60);

    /** What has not grown for so long from its start on is not waiting for luck: its rate is 0. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Totals nearer to each other than this are not kept apart. */
    private static final Duration SPACING = Duration.ofMillis(500);

    private final Duration shortest;
    private final long bornNanos;
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, double total) {}

    /**
     * @param shortest no rate is told before the window is so wide
     */
    public RateWindow(Duration shortest, long nowNanos) {
        this.shortest = shortest;
        bornNanos = nowNanos;
        samples.add(new Sample(nowNanos, 0));
    }

    /**
     * Takes the total as it stands and tells its growth per second; empty until that was measured
     * long enough. To be called about once a second.
     *
     * @param nowNanos of the same clock as before
     * @param total of all time, never less than before
     */
    public OptionalDouble perSecond(long nowNanos, double total) {
        keep(new Sample(nowNanos, total));
        if (total == 0) {
            return nowNanos - bornNanos < PATIENCE.toNanos()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(0);
        }
        Sample oldest = samples.getFirst();
        long width = nowNanos - oldest.nanos();
        return width < Math.max(1, shortest.toNanos())
                ? OptionalDouble.empty()
                : OptionalDouble.of((total - oldest.total()) * 1e9 / width);
    }

    private void keep(Sample now) {
        if (now.total() == 0) {
            // Nothing grows yet: what waits for its first work is not slow.
            samples.clear();
        }
        boolean isApart =
                samples.isEmpty() || now.nanos() - samples.getLast().nanos() >= SPACING.toNanos();
        if (isApart) {
            samples.addLast(now);
        }
        while (samples.size() > 1 && isOld(second(), now)) {
            samples.removeFirst();
        }
    }

    private static boolean isOld(Sample sample, Sample now) {
        return now.nanos() - sample.nanos() >= LONGEST.toNanos();
    }

    private Sample second() {
        var each = samples.iterator();
        each.next();
        return each.next();
    }
}
