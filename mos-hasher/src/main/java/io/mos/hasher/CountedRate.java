package io.mos.hasher;

import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.Reading;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.LongAdder;

/** Hashes done, and how many a second over the last ten seconds or so. Thread-safe. */
final class CountedRate {

    private static final Duration SPACING = Duration.ofMillis(500);
    private static final int SAMPLES = 20;

    private final TimeSource time;
    private final LongAdder hashes = new LongAdder();
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();

    CountedRate(TimeSource time) {
        this.time = time;
        samples.add(new Sample(time.nanos(), 0));
    }

    void add(long count) {
        hashes.add(count);
    }

    /** 10^9 hashes a second. */
    synchronized Reading<Double> ghs() {
        Sample now = new Sample(time.nanos(), hashes.sum());
        Sample oldest = samples.getFirst();
        if (now.nanos() - samples.getLast().nanos() >= SPACING.toNanos()) {
            samples.addLast(now);
            if (samples.size() > SAMPLES) {
                samples.removeFirst();
            }
        }
        long nanos = now.nanos() - oldest.nanos();
        return nanos < SPACING.toNanos()
                ? Reading.unknown("not measured long enough yet", time.now())
                : Reading.of(
                        (double) (now.hashes() - oldest.hashes()) / nanos,
                        time.now(),
                        "counted hashes");
    }

    private record Sample(long nanos, long hashes) {}
}
