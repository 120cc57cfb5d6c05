package io.mos.drivers.bm13xx;

import io.mos.core.work.Job;
import io.mos.core.work.Work;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the work in force into jobs, none of them twice: extranonces first, then one second of nTime
 * further as seconds pass. Goes on where it was after a new bring-up, and when the same search is
 * given again. Owner: the device's thread.
 */
final class JobFeed {

    private static final long SECOND_NANOS = 1_000_000_000;

    private @Nullable Work work;
    private long next;
    private long sinceNanos;
    private boolean isIdle = true;

    void take(Work newer, long nowNanos) {
        Work older = work;
        if (older == null || !isSameSearch(older, newer)) {
            next = 0;
            sinceNanos = nowNanos;
        }
        work = newer;
        isIdle = false;
    }

    /** There is nothing to hash. */
    void idle() {
        isIdle = true;
    }

    Optional<Work> work() {
        return isIdle ? Optional.empty() : Optional.ofNullable(work);
    }

    /** The next header of the lease, or nothing until another second has passed. */
    Optional<ChipWork> next(long nowNanos) {
        Work now = work;
        if (now == null || isIdle || isUsedUp(now, nowNanos)) {
            return Optional.empty();
        }
        return Optional.of(ChipWork.at(now, next++));
    }

    private boolean isUsedUp(Work now, long nowNanos) {
        long count = now.extranonces().count();
        long secondsPassed = (nowNanos - sinceNanos) / SECOND_NANOS;
        return count != 0 && Long.divideUnsigned(next, count) > secondsPassed;
    }

    /** Whether both begin with the same header and so go through the same ones. */
    private static boolean isSameSearch(Work older, Work newer) {
        Job before = older.job();
        Job after = newer.job();
        return older.extranonces().equals(newer.extranonces())
                && before.merkle().equals(after.merkle())
                && before.prevHash().equals(after.prevHash())
                && before.version() == after.version()
                && before.nBits() == after.nBits()
                && before.nTime() == after.nTime();
    }
}
