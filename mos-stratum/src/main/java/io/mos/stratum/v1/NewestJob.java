package io.mos.stratum.v1;

import io.mos.core.work.Job;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest of the jobs that arrive in one read; it voids older ones if any that it stands for
 * did. Owner: the connection. Times are {@code TimeSource.nanos()}.
 */
final class NewestJob {

    private @Nullable Job newest;
    private long sinceNanos;

    /** A job, and when the first of those it stands for arrived. */
    record Arrived(Job job, long sinceNanos) {}

    void put(Job job, long nowNanos) {
        Job before = newest;
        boolean voidsOlder = before != null && before.renewal() == Job.Renewal.REPLACE;
        newest = voidsOlder ? job.replacing() : job;
        sinceNanos = before == null ? nowNanos : sinceNanos;
    }

    Optional<Arrived> take() {
        Optional<Arrived> taken =
                Optional.ofNullable(newest).map(job -> new Arrived(job, sinceNanos));
        newest = null;
        return taken;
    }
}
