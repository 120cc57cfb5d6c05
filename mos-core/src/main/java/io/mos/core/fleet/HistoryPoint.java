package io.mos.core.fleet;

import java.time.Instant;

/** A site's totals at one moment, kept for the chart; share counts are since the agent's start. */
public record HistoryPoint(
        Instant at, double hashrateGhs, long accepted, long rejected, long stale) {}
