package io.mos.core.fleet;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * A site's totals at one moment, kept for the chart.
 *
 * @param hashrateGhs proven by verified nonces; empty when no device's rate was known
 * @param claimedGhs by the devices' own count; empty when none counts
 * @param accepted shares since the agent's start, as are the other two
 */
public record HistoryPoint(
        Instant at,
        OptionalDouble hashrateGhs,
        OptionalDouble claimedGhs,
        long accepted,
        long rejected,
        long stale) {}
