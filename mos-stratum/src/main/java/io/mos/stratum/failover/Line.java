package io.mos.stratum.failover;

import io.mos.core.work.Job;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One open connection and how it is doing. Owner: the source's loop. */
final class Line {

    private final long epoch;
    private final long openedNanos;
    private final Liveness liveness = new Liveness();
    private @Nullable UpstreamConnection connection;
    private @Nullable Job latest;
    private long fitSinceNanos;

    Line(long epoch, long openedNanos) {
        this.epoch = epoch;
        this.openedNanos = openedNanos;
    }

    long epoch() {
        return epoch;
    }

    long openedNanos() {
        return openedNanos;
    }

    Liveness liveness() {
        return liveness;
    }

    void connection(UpstreamConnection opened) {
        connection = opened;
    }

    Optional<UpstreamConnection> connection() {
        return Optional.ofNullable(connection);
    }

    void onJob(Job job, long nowNanos) {
        if (latest == null) {
            fitSinceNanos = nowNanos;
        }
        latest = job;
        liveness.onJob(nowNanos);
    }

    /** The newest job; a line that has one is fit to be mined on. */
    Optional<Job> latest() {
        return Optional.ofNullable(latest);
    }

    boolean isFit() {
        return latest != null;
    }

    /** How long it has been fit. */
    long fitNanos(long nowNanos) {
        return isFit() ? nowNanos - fitSinceNanos : 0;
    }

    void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
