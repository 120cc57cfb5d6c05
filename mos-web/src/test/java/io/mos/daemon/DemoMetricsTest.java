package io.mos.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.cli.Verbs.Role;
import io.mos.core.kernel.MetricSpec;
import io.mos.core.kernel.MetricSpec.Kind;
import io.mos.core.testkit.Await;
import io.mos.daemon.config.ConfigInput;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A demo's traffic moves what docs/metrics.md lists, as {@code /metrics} serves it. */
@Tag("sim")
final class DemoMetricsTest {

    /** Under load a share takes its time. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** What a demo that goes well cannot move, and why. */
    private static final Map<String, String> UNMOVED =
            Map.ofEntries(
                    Map.entry(
                            "mos_agent_dropped_proofs_total", "the agent loop keeps up with a CPU"),
                    Map.entry(
                            "mos_agent_mailbox_refused_total",
                            "the agent loop keeps up with a CPU"),
                    Map.entry(
                            "mos_device_temp_celsius",
                            "not every machine lets its temperature be read"),
                    Map.entry("mos_server_closed_total", "no miner breaks a rule"),
                    Map.entry(
                            "mos_server_passed_on_total", "only a block is, and none may be found"),
                    Map.entry(
                            "mos_server_version_dialect_total",
                            "our miner rolls versions the usual way"),
                    Map.entry("mos_web_connections_refused_total", "nobody exceeds a limit"),
                    Map.entry("mos_web_live_passed_over_total", "the page reads what it is sent"),
                    Map.entry("mos_driver_failures_total", "no driver fails"),
                    Map.entry("mos_driver_events_total", "a simulated line loses nothing"));

    /** A demo's boards stay cool and obey. */
    private static final String GUARDIANS = "mos_guard_";

    /** What moves only when the pool goes. */
    private static final Set<String> AT_THE_END = Set.of("mos_stratum_disconnects_total");

    private final HttpClient http = HttpClient.newHttpClient();

    /** Names seen moving so far: a gauge may be back at 0 at the next look. */
    private final Set<String> moved = new TreeSet<>();

    @Test
    void demoTrafficMovesWhatTheDocumentLists() throws Exception {
        MosConfig config = config();
        Ground ground = DaemonWiring.ground(config);
        DemoPool pool = DemoPool.start(ground);
        DemoBoards boards = DemoBoards.open(ground);
        MosConfig mining = config.withPools(List.of(pool.config())).withBoards(boards.configs());
        Daemon daemon = DaemonWiring.wire(mining, Role.ALL, _ -> {}, ground);
        try {
            daemon.kernel().start();
            URI page = daemon.page().orElseThrow();
            try (InputStream live = get(page.resolve("/api/v1/live"))) {
                assertTrue(live.read() >= 0, "the page is told something");
                awaitMoved(page, listed(AT_THE_END));
            }
            pool.close();
            awaitMoved(page, AT_THE_END);
            assertServedAsListed(lines(page));
        } finally {
            daemon.kernel().close();
            boards.close();
            pool.close();
        }
    }

    private static MosConfig config() {
        List<String> settings =
                List.of("web.port=0", "hasher.threads=1", "drivers.detect-usb=false");
        MosConfig.Read read = MosConfig.read(new ConfigInput(Optional.empty(), Map.of(), settings));
        return assertInstanceOf(MosConfig.Read.Good.class, read).config();
    }

    /** The document's names, but for these and those that a demo cannot move. */
    private static Set<String> listed(Set<String> without) {
        return DocumentsTest.metrics().stream()
                .map(MetricSpec::name)
                .filter(name -> !without.contains(name) && !UNMOVED.containsKey(name))
                .filter(name -> !name.startsWith(GUARDIANS))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void awaitMoved(URI page, Set<String> names) {
        Set<String> missing = new TreeSet<>(names);
        try {
            Await.until(
                    "they move",
                    LIMIT,
                    () -> {
                        lines(page).forEach(this::note);
                        missing.removeAll(moved);
                        return missing.isEmpty();
                    });
        } catch (AssertionError e) {
            throw new AssertionError("not moved by a demo: " + missing, e);
        }
    }

    /** {@code name{label="…"} 1.0}; what a histogram counted is its {@code _count}. */
    private void note(String line) {
        double value = line.startsWith("#") ? 0 : Double.parseDouble(line.replaceAll(".* ", ""));
        if (value != 0 && !Double.isNaN(value)) {
            moved.add(line.replaceAll("[{ ].*", "").replaceAll("_seconds_count$", "_seconds"));
        }
    }

    /** Every kind is the listed one, and whatever is served is listed. */
    private static void assertServedAsListed(List<String> lines) {
        Set<String> listed =
                DocumentsTest.metrics().stream()
                        .map(each -> type(each.name(), each.kind()))
                        .collect(Collectors.toSet());
        List<String> others = new ArrayList<>(lines);
        others.removeIf(line -> !line.startsWith("# TYPE ") || listed.contains(line));
        others.removeIf(line -> line.contains("_seconds_max gauge"));
        assertEquals(List.of(), others);
    }

    private static String type(String name, Kind kind) {
        return "# TYPE " + name + " " + kind.name().toLowerCase(Locale.ROOT);
    }

    private List<String> lines(URI page) {
        try (InputStream body = get(page.resolve("/metrics"))) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new AssertionError("no metrics", e);
        }
    }

    private InputStream get(URI address) throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address).timeout(LIMIT).build();
            return http.send(request, BodyHandlers.ofInputStream()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
