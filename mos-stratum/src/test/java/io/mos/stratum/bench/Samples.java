package io.mos.stratum.bench;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Measured durations in nanoseconds and their percentiles. Thread-safe. */
final class Samples {

    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

    void add(long duration) {
        nanos.add(duration);
    }

    int count() {
        return nanos.size();
    }

    /** In milliseconds: count, median, p95, p99, largest. */
    String row(String name) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return "| %s | %d | %.2f | %.2f | %.2f | %.2f |"
                .formatted(
                        name,
                        sorted.length,
                        at(sorted, 0.5),
                        at(sorted, 0.95),
                        at(sorted, 0.99),
                        at(sorted, 1));
    }

    /** The nearest-rank percentile. */
    private static double at(long[] sorted, double rank) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int index = (int) Math.ceil(rank * sorted.length) - 1;
        return Arrays.stream(sorted).skip(Math.max(0, index)).findFirst().orElse(0) / 1e6;
    }
}
