package io.mos.core.telemetry;

import java.time.Instant;
import java.util.Optional;

/**
 * One configured pool or node as the agent sees it.
 *
 * @param source the source it belongs to
 * @param url without credentials
 * @param state {@code standby, connecting, serving, probing, backing-off} or {@code refused}
 * @param isActive whether jobs come from it now
 * @param since when it entered that state
 * @param detail why it is not serving, or what it last said
 * @param shareDifficulty what it asks for, 0 before the first job
 */
public record PoolTelemetry(
        String source,
        String url,
        String state,
        boolean isActive,
        Instant since,
        String detail,
        double shareDifficulty,
        Optional<Long> replyMillis,
        Optional<Instant> lastJobAt) {}
