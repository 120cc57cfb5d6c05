package io.mos.core.agent;

import io.mos.core.telemetry.PoolTelemetry;
import io.mos.core.work.SourceStatus;
import java.util.List;
import java.util.Locale;

/** A source's status as a report carries it. */
final class PoolStatus {

    private PoolStatus() {}

    static List<PoolTelemetry> of(SourceStatus status) {
        return status.endpoints().stream()
                .map(endpoint ->
                        new PoolTelemetry(
                                status.source().value(),
                                endpoint.url(),
                                label(endpoint.state()),
                                endpoint.isActive(),
                                endpoint.since(),
                                endpoint.detail(),
                                endpoint.shareDifficulty(),
                                endpoint.replyMillis(),
                                endpoint.lastJobAt()))
                .toList();
    }

    private static String label(SourceStatus.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
