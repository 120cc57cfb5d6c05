package io.mos.core.agent;

import io.mos.core.kernel.RateWindow;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.Reading;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.DoubleAdder;

/**
 * A device's hash rate from what it proved: the expected hashes behind its verified nonces over the
 * last minute. Any thread adds; {@link #tick()} and {@link #rate()} belong to the agent loop.
 */
final class ProvenWork {

    /** Before this, one lucky nonce would be shown as a rate. */
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    private final TimeSource time;
    private final DoubleAdder hashes = new DoubleAdder();
    private final RateWindow window;
    private Reading<Double> rate;
    private volatile double latestGhs = Double.NaN;

    ProvenWork(TimeSource time) {
        this.time = time;
        window = new RateWindow(SHORTEST, time.nanos());
        rate = tooEarly();
    }

    void add(double expectedHashes) {
        hashes.add(expectedHashes);
    }

    /** Takes the rate anew; called about once a second. */
    void tick() {
        OptionalDouble perSecond = window.perSecond(time.nanos(), hashes.sum());
        rate =
                perSecond.isPresent()
                        ? Reading.of(perSecond.getAsDouble() / 1e9, time.now(), "proven nonces")
                        : tooEarly();
        latestGhs = rate.known().orElse(Double.NaN);
    }

    /** The rate at the last tick, NaN before there is one; any thread. */
    double latestGhs() {
        return latestGhs;
    }

    /** 10^9 hashes a second, as of the last tick. */
    Reading<Double> rate() {
        return rate;
    }

    private Reading<Double> tooEarly() {
        return Reading.unknown("not measured long enough yet", time.now());
    }
}
