package io.mos.drivers.bm13xx;

import io.mos.core.kernel.RateWindow;
import io.mos.core.telemetry.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What the chips themselves count, in units of 2^32 hashes (BM13XX.md §4): all work in register 8C,
 * work that came out wrong in 4C. The registers begin anew with a reset of the chips, so the first
 * value after one is only where counting starts. Owner: the device's thread.
 */
final class HashCounters {

    private static final double UNIT_HASHES = 0x1p32;

    /** Two samples nearer to each other tell no rate. */
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    /** So many units tell a share within five per cent of itself, give or take. */
    private static final long JUDGED_UNITS = 400;

    private final Map<Integer, Integer> lastTotal = new HashMap<>();
    private final Map<Integer, Integer> lastErrors = new HashMap<>();
    private RateWindow window;
    private Reading<Double> claimedGhs;
    private long total;
    private long judgedTotal;
    private long errors;
    private OptionalDouble errorShare = OptionalDouble.empty();

    HashCounters(long nowNanos, Instant now) {
        window = new RateWindow(SHORTEST, nowNanos);
        claimedGhs = Reading.unknown("not counted yet", now);
    }

    /** The chips were reset. */
    void reset(long nowNanos, Instant now) {
        lastTotal.clear();
        lastErrors.clear();
        total = 0;
        judgedTotal = 0;
        errors = 0;
        errorShare = OptionalDouble.empty();
        window = new RateWindow(SHORTEST, nowNanos);
        claimedGhs = Reading.unknown("not counted yet", now);
    }

    /** Register 8C, by the chip's number. */
    void onTotals(Map<Integer, Integer> values, long nowNanos, Instant now) {
        long grown = growth(lastTotal, values);
        total += grown;
        judgedTotal += grown;
        OptionalDouble perSecond = window.perSecond(nowNanos, total * UNIT_HASHES);
        if (total > 0) {
            // Chips that never counted do not count; they are not slow.
            perSecond.ifPresent(
                    rate -> claimedGhs = Reading.of(rate / 1e9, now, "the chips' own count"));
        }
        judge();
    }

    /** Register 4C, by the chip's number. */
    void onErrors(Map<Integer, Integer> values) {
        errors += growth(lastErrors, values);
    }

    Reading<Double> claimedGhs() {
        return claimedGhs;
    }

    /** The part of the work that came out wrong, by the chips' own count, lately. */
    OptionalDouble errorShare() {
        return errorShare;
    }

    private void judge() {
        if (judgedTotal >= JUDGED_UNITS) {
            errorShare = OptionalDouble.of((double) errors / judgedTotal);
            judgedTotal = 0;
            errors = 0;
        }
    }

    /** Counters are 32 bits and run over. */
    private static long growth(Map<Integer, Integer> last, Map<Integer, Integer> values) {
        long growth = 0;
        for (Map.Entry<Integer, Integer> each : values.entrySet()) {
            Integer before = last.put(each.getKey(), each.getValue());
            growth += before == null ? 0 : Integer.toUnsignedLong(each.getValue() - before);
        }
        return growth;
    }
}
