package io.mos.web.http;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mos.core.fleet.FleetView;
import io.mos.core.kernel.Health;
import io.mos.core.kernel.SystemTime;
import io.mos.web.live.LiveLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A web server on a free port with a fleet the test decides about, and short limits. */
final class Served implements AutoCloseable {

    static final HttpLimits SHORT =
            new HttpLimits(Duration.ofMillis(800), Duration.ofMillis(1_600), 32, 48);
    static final HttpLimits PATIENT =
            new HttpLimits(Duration.ofSeconds(30), Duration.ofSeconds(30), 32, 48);
    static final LiveLimits BRISK =
            new LiveLimits(3, 4_096, Duration.ofMillis(10), Duration.ofMillis(80));

    final AtomicReference<FleetView> fleet = new AtomicReference<>(FleetView.EMPTY);
    final AtomicReference<Map<String, Health>> health = new AtomicReference<>(Map.of());
    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final SystemTime time = new SystemTime();
    final WebServer server;

    Served() throws IOException, InterruptedException {
        this(new WebSetup(HttpLimits.DEFAULT, BRISK, "page-sample"));
    }

    Served(WebSetup setup) throws IOException, InterruptedException {
        server =
                new WebServer(
                        new WebConfig("127.0.0.1", 0, List.of("shed.local")),
                        new WebFeeds(fleet::get, health::get, registry),
                        time,
                        setup);
        server.start();
    }

    int port() {
        return server.address().getPort();
    }

    RawHttp connect() throws IOException {
        return RawHttp.connect(port());
    }

    /** The answer to one request on a connection of its own. */
    RawHttp.Response get(String path, String... headers) throws IOException {
        try (RawHttp http = connect()) {
            return http.send("GET", path, "localhost:" + port(), headers).read();
        }
    }

    /** A counter's or gauge's value as /metrics has it. */
    String metric(String name) {
        return registry.scrape()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("none");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while closing the server", e);
        }
        time.close();
    }
}
