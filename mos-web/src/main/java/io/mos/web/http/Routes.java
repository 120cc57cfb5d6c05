package io.mos.web.http;

import io.mos.core.kernel.TimeSource;
import io.mos.web.live.FleetJson;
import io.mos.web.live.LiveHub;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/** What is behind each address. Owner: the web server's event loop. */
final class Routes {

    /** What Prometheus' text format is called (exposition format 0.0.4). */
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private static final int OK = 200;

    private static final String NO_PAGE =
            """
            This build of mos has no web page: it was made with -DskipUi. Build it again without \
            that, on a machine with Node.js and npm. The figures are at /api/v1/fleet, /metrics and \
            /healthz all the same.
            """;

    private final WebFeeds feeds;
    private final FleetJson json;
    private final LiveHub live;
    private final Assets assets;
    private final Reply reply;

    Routes(WebFeeds feeds, TimeSource time, LiveHub live, PageOut out) {
        this.feeds = feeds;
        this.json = new FleetJson(time);
        this.live = live;
        this.assets = out.assets();
        this.reply = out.reply();
    }

    /** The page's files and the way out. */
    record PageOut(Assets assets, Reply reply) {}

    void answer(HttpServerRequest request) {
        // The gate lets only addresses pass that begin with a path.
        String path = Objects.requireNonNullElse(request.path(), "");
        switch (path) {
            case "/api/v1/fleet" ->
                    reply.now(request, OK, Reply.JSON, json.whole(feeds.fleet().get()));
            case "/api/v1/live" -> follow(request);
            case "/metrics" ->
                    reply.now(request, OK, PROMETHEUS_TEXT, utf8(feeds.registry().scrape()));
            case "/healthz" -> {
                HealthReport report = new HealthReport(feeds.health().get());
                reply.now(request, report.status(), Reply.JSON, report.json());
            }
            default -> file(request, path);
        }
    }

    private void follow(HttpServerRequest request) {
        if (live.isFull()) {
            reply.refuse(request, Refusal.TOO_MANY_STREAMS);
            return;
        }
        HttpServerResponse stream = reply.stream(request);
        if (request.method().equals(HttpMethod.HEAD)) {
            stream.end();
        } else {
            live.join(stream);
        }
    }

    private void file(HttpServerRequest request, String path) {
        Optional<Asset> asset = assets.find(path);
        if (asset.isPresent()) {
            reply.asset(request, asset.get());
        } else if (path.equals("/")) {
            reply.now(request, OK, Reply.TEXT, utf8(NO_PAGE));
        } else {
            reply.refuse(request, Refusal.NOT_FOUND);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
