package io.mos.stratum.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.mos.core.chain.VersionDialect;
import io.mos.core.kernel.MetricSpec;
import io.mos.core.kernel.MetricSpec.Kind;
import io.mos.core.work.ShareVerdict;
import io.mos.stratum.v1.StratumError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The server's metrics. Labels are bounded: no addresses, workers or jobs. Thread-safe. */
public final class ServerMetrics {

    static final MetricSpec CONNECTIONS =
            new MetricSpec(
                    "mos_server_connections",
                    Kind.GAUGE,
                    "Miners connected to the Stratum server",
                    List.of());
    static final MetricSpec CLOSED =
            new MetricSpec(
                    "mos_server_closed_total",
                    Kind.COUNTER,
                    "Connections the server ended or refused, by why",
                    List.of("cause"));
    static final MetricSpec SHARES =
            new MetricSpec(
                    "mos_server_shares_total",
                    Kind.COUNTER,
                    "Shares of downstream miners, by what they were answered",
                    List.of("verdict"));
    static final MetricSpec DIALECTS =
            new MetricSpec(
                    "mos_server_version_dialect_total",
                    Kind.COUNTER,
                    "Shares whose version bits fitted only this formula",
                    List.of("dialect"));

    static final MetricSpec PASSED_ON =
            new MetricSpec(
                    "mos_server_passed_on_total",
                    Kind.COUNTER,
                    "Shares of downstream miners given to the source, by its verdict",
                    List.of("verdict"));

    /** All of them, for docs/metrics.md. */
    public static final List<MetricSpec> ALL =
            List.of(CONNECTIONS, CLOSED, SHARES, DIALECTS, PASSED_ON);

    private final MeterRegistry registry;

    public ServerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void watchConnections(Supplier<Number> count) {
        Gauge.builder(CONNECTIONS.meterName(), count)
                .description(CONNECTIONS.help())
                .strongReference(true)
                .register(registry);
    }

    void countClosed(Closing cause) {
        count(CLOSED, cause.label());
    }

    void countShare(Optional<StratumError> refusal) {
        count(SHARES, refusal.map(error -> verdict(error.code())).orElse("accepted"));
    }

    void countDialect(VersionDialect dialect) {
        count(DIALECTS, dialect.name().toLowerCase(Locale.ROOT));
    }

    void countPassedOn(ShareVerdict verdict) {
        count(
                PASSED_ON,
                switch (verdict) {
                    case ShareVerdict.Accepted _ -> "accepted";
                    case ShareVerdict.Rejected _ -> "rejected";
                    case ShareVerdict.Stale _ -> "stale";
                    case ShareVerdict.Unanswered _ -> "unanswered";
                });
    }

    private static String verdict(int code) {
        return switch (code) {
            case StratumError.JOB_NOT_FOUND -> "stale";
            case StratumError.DUPLICATE_SHARE -> "duplicate";
            case StratumError.LOW_DIFFICULTY -> "low-difficulty";
            case StratumError.UNAUTHORIZED_WORKER -> "unauthorized";
            case StratumError.NOT_SUBSCRIBED -> "not-subscribed";
            default -> "malformed";
        };
    }

    private void count(MetricSpec spec, String value) {
        spec.counter(registry, spec.labels().getFirst(), value).increment();
    }
}
