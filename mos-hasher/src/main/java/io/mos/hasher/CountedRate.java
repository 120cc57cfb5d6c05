package io.mos.hasher;

import io.mos.core.kernel.RateWindow;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.Reading;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;

/** Hashes done, and how many a second over the last minute. Thread-safe. */
final class CountedRate {

    /** A count is exact: a second of it is a rate. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final TimeSource time;
    private final LongAdder hashes = new LongAdder();
    private final RateWindow window;

    CountedRate(TimeSource time) {
        this.time = time;
        window = new RateWindow(SHORTEST, time.nanos());
    }

    void add(long count) {
        hashes.add(count);
    }

    /** 10^9 hashes a second. */
    synchronized Reading<Double> ghs() {
        OptionalDouble perSecond = window.perSecond(time.nanos(), (double) hashes.sum());
        return perSecond.isPresent()
                ? Reading.of(perSecond.getAsDouble() / 1e9, time.now(), "counted hashes")
                : Reading.unknown("not measured long enough yet", time.now());
    }
}
