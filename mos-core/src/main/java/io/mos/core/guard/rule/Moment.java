package io.mos.core.guard.rule;

import java.time.Duration;
import java.time.Instant;

/**
 * When a sample was taken.
 *
 * @param nanos monotonic, when it began
 * @param doneNanos monotonic, when it was over
 * @param from wall time when it began
 * @param until wall time when it was over
 */
public record Moment(long nanos, long doneNanos, Instant from, Instant until) {

    /** Whether a reading was taken within this sample, and not before it and kept. */
    public boolean covers(Instant at) {
        return !at.isBefore(from) && !at.isAfter(until);
    }

    /** Whether more than this has passed at the sample's end since an earlier point in time. */
    public boolean isPast(long sinceNanos, Duration patience) {
        return doneNanos - sinceNanos > patience.toNanos();
    }
}
