package io.mos.stratum.failover;

import io.mos.core.telemetry.FleetEvent;
import io.mos.core.work.Job;
import io.mos.core.work.JobListener;
import io.mos.core.work.SourceId;
import io.mos.stratum.FaultLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what happens to a source: jobs to its listener, the rest to the fleet's events, the metrics
 * and the log. Owner: the source's loop.
 */
final class SourceNews {

    private static final Logger LOG = LoggerFactory.getLogger(SourceNews.class);

    private final SourceId id;
    private final SourceRuntime runtime;
    private final FaultLog faults;
    private @Nullable JobListener listener;

    SourceNews(SourceId id, SourceRuntime runtime) {
        this.id = id;
        this.runtime = runtime;
        this.faults = new FaultLog(LOG, runtime.time());
    }

    void listener(JobListener newListener) {
        listener = newListener;
    }

    void job(Job job) {
        JobListener to = listener;
        if (to != null) {
            runtime.metrics().countJob(id.value());
            to.onJob(job);
        }
    }

    void dry(String reason) {
        JobListener to = listener;
        if (to != null) {
            to.onDry(id, reason);
        }
    }

    /** This endpoint is mined on from now on. */
    void serving(String url) {
        runtime.metrics().countSwitch(id.value());
        publish(new FleetEvent.PoolServing(runtime.time().now(), id.value(), url));
    }

    /** A connection that was not mined on ended. */
    void down(String url, UpstreamFailure failure) {
        runtime.metrics().countDisconnect(id.value(), failure.cause().label());
        faults.warn(url, failure.cause().label(), failure.detail());
    }

    /** The connection mined on ended. */
    void lost(String url, UpstreamFailure failure) {
        String cause = failure.cause().label();
        runtime.metrics().countDisconnect(id.value(), cause);
        publish(
                new FleetEvent.PoolLost(
                        runtime.time().now(), id.value(), url, cause, failure.detail()));
    }

    void message(String text) {
        publish(new FleetEvent.PoolMessage(runtime.time().now(), id.value(), text));
    }

    private void publish(FleetEvent event) {
        runtime.events().publish(event);
    }
}
