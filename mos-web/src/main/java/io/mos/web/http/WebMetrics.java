package io.mos.web.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.mos.core.kernel.MetricSpec;
import io.mos.core.kernel.MetricSpec.Kind;
import io.mos.web.live.LiveHub;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The web server's metrics. Thread-safe. */
public final class WebMetrics {

    static final MetricSpec REQUESTS =
            new MetricSpec(
                    "mos_web_requests_total",
                    Kind.COUNTER,
                    "Requests answered, by status code",
                    List.of("status"));
    static final MetricSpec CONNECTIONS =
            new MetricSpec("mos_web_connections", Kind.GAUGE, "Connections open now", List.of());
    static final MetricSpec CONNECTIONS_REFUSED =
            new MetricSpec(
                    "mos_web_connections_refused_total",
                    Kind.COUNTER,
                    "Connections closed by a limit: per_address, total, head_deadline",
                    List.of("reason"));
    static final MetricSpec LIVE_CLIENTS =
            new MetricSpec(
                    "mos_web_live_clients", Kind.GAUGE, "Pages that follow live now", List.of());
    static final MetricSpec LIVE_PASSED_OVER =
            new MetricSpec(
                    "mos_web_live_passed_over_total",
                    Kind.COUNTER,
                    "Times a change was held back from a page that had not read the last one",
                    List.of());

    /** All of them, for docs/metrics.md. */
    public static final List<MetricSpec> ALL =
            List.of(REQUESTS, CONNECTIONS, CONNECTIONS_REFUSED, LIVE_CLIENTS, LIVE_PASSED_OVER);

    private final MeterRegistry registry;
    private final AtomicInteger connections = new AtomicInteger();

    WebMetrics(MeterRegistry registry, LiveHub live) {
        this.registry = registry;
        Gauge.builder(CONNECTIONS.meterName(), connections, AtomicInteger::get)
                .description(CONNECTIONS.help())
                .register(registry);
        Gauge.builder(LIVE_CLIENTS.meterName(), live, LiveHub::size)
                .description(LIVE_CLIENTS.help())
                .register(registry);
        FunctionCounter.builder(LIVE_PASSED_OVER.meterName(), live, LiveHub::passedOver)
                .description(LIVE_PASSED_OVER.help())
                .register(registry);
    }

    AtomicInteger connections() {
        return connections;
    }

    void answered(int status) {
        count(REQUESTS, "status", Integer.toString(status));
    }

    void refusedConnection(String reason) {
        count(CONNECTIONS_REFUSED, "reason", reason);
    }

    private void count(MetricSpec spec, String label, String value) {
        spec.counter(registry, label, value).increment();
    }
}
