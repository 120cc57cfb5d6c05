package io.mos.stratum.failover;

import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.FleetEvent;
import io.mos.stratum.StratumMetrics;
import io.netty.util.concurrent.EventExecutor;

/**
 * What a source runs on.
 *
 * @param loop owns the source and everything it opens; the same that its V1 endpoints run on
 */
public record SourceRuntime(
        EventExecutor loop,
        TimeSource time,
        Entropy entropy,
        EventBus<FleetEvent> events,
        StratumMetrics metrics) {}
