package io.mos.stratum.server.bench;

import java.util.Arrays;

/** Many long numbers and their percentiles. Owner: the thread that made it. */
final class Samples {

    private long[] values = new long[1024];
    private int count;

    void add(long value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    int count() {
        return count;
    }

    /** The nearest-rank percentile. */
    long at(double rank) {
        if (count == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        long[] sorted = sorted();
        return sorted[Math.max(0, (int) Math.ceil(rank * count) - 1)];
    }

    Samples sinceFirst() {
        long[] sorted = sorted();
        Samples since = new Samples();
        for (long value : sorted) {
            since.add(value - sorted[0]);
        }
        return since;
    }

    private long[] sorted() {
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
