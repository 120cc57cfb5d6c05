package io.mos.stratum.failover;

import io.mos.core.work.ShareVerdict;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Judges whether a connection that is up is also alive: jobs keep coming, and shares are not mostly
 * refused. (Replies that stay out are the connection's own business.) Times are {@code
 * TimeSource.nanos()}. Owner: the source's loop.
 */
final class Liveness {

    /** Reliability sheet, fault 2: no job for max(90 s, 3 × the observed interval). */
    static final Duration NO_JOB = Duration.ofSeconds(90);

    static final int NO_JOB_INTERVALS = 3;

    /** Reliability sheet, fault 3: more than half refused over 20 shares and 2 minutes. */
    static final int REJECT_SHARES = 20;

    static final Duration REJECT_WINDOW = Duration.ofMinutes(2);

    /** The newest interval's weight in the average. */
    private static final double INTERVAL_WEIGHT = 0.25;

    private static final long BUCKET_NANOS = Duration.ofSeconds(10).toNanos();

    /** An hour of verdicts: who finds fewer than 20 shares in it is not judged by them. */
    private static final int MAX_BUCKETS = 360;

    private final ArrayDeque<Bucket> buckets = new ArrayDeque<>();
    private boolean hasJob;
    private long lastJobNanos;
    private double intervalNanos;

    void onJob(long nowNanos) {
        if (hasJob) {
            double newest = nowNanos - lastJobNanos;
            intervalNanos =
                    intervalNanos == 0
                            ? newest
                            : intervalNanos + INTERVAL_WEIGHT * (newest - intervalNanos);
        }
        hasJob = true;
        lastJobNanos = nowNanos;
    }

    void onVerdict(long nowNanos, ShareVerdict verdict) {
        long start = nowNanos - Math.floorMod(nowNanos, BUCKET_NANOS);
        Bucket last = buckets.peekLast();
        if (last == null || last.startNanos != start) {
            last = new Bucket(start);
            buckets.addLast(last);
            if (buckets.size() > MAX_BUCKETS) {
                buckets.removeFirst();
            }
        }
        switch (verdict) {
            case ShareVerdict.Accepted _ -> last.accepted++;
            case ShareVerdict.Rejected _, ShareVerdict.Stale _ -> last.refused++;
            case ShareVerdict.Unanswered _ -> {}
        }
    }

    /** What is wrong with the connection by now, if anything. */
    Optional<UpstreamFailure> fault(long nowNanos) {
        if (hasJob && nowNanos - lastJobNanos > noJobLimit().toNanos()) {
            return Optional.of(
                    new UpstreamFailure(
                            Cause.NO_JOB, "no job for " + noJobLimit().toSeconds() + " s"));
        }
        return rejects(nowNanos);
    }

    private Duration noJobLimit() {
        Duration observed = Duration.ofNanos((long) (NO_JOB_INTERVALS * intervalNanos));
        return observed.compareTo(NO_JOB) > 0 ? observed : NO_JOB;
    }

    /** Goes back in time until both limits are covered. */
    private Optional<UpstreamFailure> rejects(long nowNanos) {
        long accepted = 0;
        long refused = 0;
        Iterator<Bucket> newestFirst = buckets.descendingIterator();
        while (newestFirst.hasNext()) {
            Bucket bucket = newestFirst.next();
            accepted += bucket.accepted;
            refused += bucket.refused;
            boolean coversTime = nowNanos - bucket.startNanos >= REJECT_WINDOW.toNanos();
            if (coversTime && accepted + refused >= REJECT_SHARES) {
                return refused > accepted
                        ? Optional.of(
                                new UpstreamFailure(
                                        Cause.REJECTS,
                                        refused
                                                + " of "
                                                + (accepted + refused)
                                                + " shares were refused"))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static final class Bucket {
        final long startNanos;
        long accepted;
        long refused;

        Bucket(long startNanos) {
            this.startNanos = startNanos;
        }
    }
}
