package io.mos.core.guard;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * A time of day in which the fan stays slow and the chips slow enough for it. By the wall clock of
 * its zone, so on the night a clock is set back an hour of it may come twice, and on the other one
 * not at all.
 *
 * @param from its first moment
 * @param to its first moment no more; before {@code from} for a time over midnight, equal to it for
 *     the whole day
 * @param maxFanPercent 1 to 100; the fan runs faster only where a limit is near
 */
public record QuietHours(LocalTime from, LocalTime to, int maxFanPercent, ZoneId zone) {

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException for a fan outside 1 to 100
     */
    public QuietHours {
        if (maxFanPercent < 1 || maxFanPercent > 100) {
            throw new IllegalArgumentException("max-fan-percent is 1 to 100: " + maxFanPercent);
        }
    }

    /** Whether it is quiet now. */
    public boolean isQuiet(Instant now) {
        LocalTime time = now.atZone(zone).toLocalTime();
        boolean isLaterThanFrom = !time.isBefore(from);
        boolean isBeforeTo = time.isBefore(to);
        return from.isBefore(to) ? isLaterThanFrom && isBeforeTo : isLaterThanFrom || isBeforeTo;
    }
}
