package io.mos.stratum.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.mos.core.kernel.MetricSpec;
import io.mos.core.kernel.MetricSpec.Kind;
import java.util.List;
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
                    "Shares of downstream miners, by the code they were answered with",
                    List.of("verdict"));
    static final MetricSpec DIALECTS =
            new MetricSpec(
                    "mos_server_version_dialect_total",
                    Kind.COUNTER,
                    "Shares whose version bits fitted only this formula",
                    List.of("dialect"));

    /** All of them, for docs/metrics.md. */
    public static final List<MetricSpec> ALL = List.of(CONNECTIONS, CLOSED, SHARES, DIALECTS);

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

    /** {@code cause} is a bounded label. */
    void countClosed(String cause) {
        count(CLOSED, "cause", cause);
    }

    void countShare(String verdict) {
        count(SHARES, "verdict", verdict);
    }

    void countDialect(String dialect) {
        count(DIALECTS, "dialect", dialect);
    }

    private void count(MetricSpec spec, String label, String value) {
        Counter.builder(spec.meterName())
                .description(spec.help())
                .tag(label, value)
                .register(registry)
                .increment();
    }
}
