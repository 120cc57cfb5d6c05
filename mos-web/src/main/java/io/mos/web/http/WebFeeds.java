package io.mos.web.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mos.core.fleet.FleetView;
import io.mos.core.kernel.Health;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the web server shows, read on its event loop and so never blocking.
 *
 * @param fleet the newest view
 * @param health each module's health by name
 * @param registry what /metrics tells; the server adds its own
 */
public record WebFeeds(
        Supplier<FleetView> fleet,
        Supplier<Map<String, Health>> health,
        PrometheusMeterRegistry registry) {}
