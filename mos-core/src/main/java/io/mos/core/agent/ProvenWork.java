package io.mos.core.agent;

import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.Reading;
import java.time.Duration;
import java.util.concurrent.atomic.DoubleAdder;

/**
 * A device's hash rate from what it proved: the expected hashes behind its verified nonces over the
 * last minute. Any thread adds; {@link #tick()} and {@link #rate()} belong to the agent loop.
 */
final class ProvenWork {

    /**
     * Long enough that about one proof a second is within 13 % (1/sqrt(60)), short enough to see a
     * stop.
     */
    private static final int WINDOW_TICKS = 60;

    /** Before this, one lucky nonce would be shown as a rate. */
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    private final TimeSource time;
    private final DoubleAdder pending = new DoubleAdder();
    private final double[] hashes = new double[WINDOW_TICKS];
    private final long[] nanos = new long[WINDOW_TICKS];
    private long lastTickNanos;
    private int ticks;
    private volatile double latestGhs = Double.NaN;

    ProvenWork(TimeSource time) {
        this.time = time;
        this.lastTickNanos = time.nanos();
    }

    void add(double expectedHashes) {
        pending.add(expectedHashes);
    }

    /** Closes the running interval; called about once a second. */
    void tick() {
        long now = time.nanos();
        int slot = ticks % WINDOW_TICKS;
        hashes[slot] = pending.sumThenReset();
        nanos[slot] = now - lastTickNanos;
        lastTickNanos = now;
        ticks++;
        latestGhs = rate().known().orElse(Double.NaN);
    }

    /** The rate at the last tick, NaN before there is one; any thread. */
    double latestGhs() {
        return latestGhs;
    }

    /** 10^9 hashes a second over the closed intervals of the last minute. */
    Reading<Double> rate() {
        int filled = Math.min(ticks, WINDOW_TICKS);
        double sumHashes = 0;
        long sumNanos = 0;
        for (int i = 0; i < filled; i++) {
            sumHashes += hashes[i];
            sumNanos += nanos[i];
        }
        if (sumNanos < SHORTEST.toNanos()) {
            return Reading.unknown("not measured long enough yet", time.now());
        }
        // Hashes per nanosecond are 10^9 hashes per second.
        return Reading.of(sumHashes / sumNanos, time.now(), "proven nonces");
    }
}
