package io.mos.stratum.v1;

import io.mos.stratum.failover.UpstreamFailure;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import java.time.Duration;
import java.util.Optional;

/** Says when a pool sends more than any pool has reason to. Owner: the session. */
final class FloodGuard {

    /** A reply to each of 100 shares a second, jobs, and as much again ten times over. */
    static final int MAX_LINES_PER_SECOND = 2_000;

    /** Test networks with a block at each second send a handful of jobs for each. */
    static final int MAX_JOBS_PER_SECOND = 200;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final RateLimit lines = new RateLimit(MAX_LINES_PER_SECOND, SECOND);
    private final RateLimit jobs = new RateLimit(MAX_JOBS_PER_SECOND, SECOND);

    Optional<UpstreamFailure> onLine(long nanos) {
        return lines.isExceeded(nanos) ? flood(MAX_LINES_PER_SECOND, "lines") : Optional.empty();
    }

    Optional<UpstreamFailure> onJob(long nanos) {
        return jobs.isExceeded(nanos) ? flood(MAX_JOBS_PER_SECOND, "jobs") : Optional.empty();
    }

    private static Optional<UpstreamFailure> flood(int limit, String what) {
        return Optional.of(
                new UpstreamFailure(Cause.FLOOD, "more than " + limit + " " + what + " a second"));
    }
}
