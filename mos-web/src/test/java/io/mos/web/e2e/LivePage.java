package io.mos.web.e2e;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mos.core.fleet.FleetView;
import io.mos.core.kernel.SystemTime;
import io.mos.web.http.WebConfig;
import io.mos.web.http.WebFeeds;
import io.mos.web.http.WebServer;
import io.mos.web.sample.SampleSite;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** The product's server with the product's page and a fleet the test decides about. */
final class LivePage implements AutoCloseable {

    private final SystemTime time = new SystemTime();
    private final AtomicReference<FleetView> fleet = new AtomicReference<>(FleetView.EMPTY);
    private WebServer server;

    LivePage() throws IOException, InterruptedException {
        server = start(0);
    }

    URI address() {
        return server.address();
    }

    Instant now() {
        return time.now();
    }

    void show(SampleSite site) {
        fleet.set(site.view(time.now()));
    }

    void showNothing() {
        fleet.set(FleetView.EMPTY);
    }

    void stop() {
        try {
            server.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while closing the server", e);
        }
    }

    void startAgainAt(int port) throws IOException, InterruptedException {
        server = start(port);
    }

    @Override
    public void close() {
        stop();
        time.close();
    }

    private WebServer start(int port) throws IOException, InterruptedException {
        WebServer started =
                new WebServer(
                        new WebConfig("127.0.0.1", port, List.of()),
                        new WebFeeds(
                                fleet::get,
                                Map::of,
                                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)),
                        time);
        started.start();
        return started;
    }
}
