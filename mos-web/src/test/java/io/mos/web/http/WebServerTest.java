package io.mos.web.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mos.core.kernel.Health;
import io.mos.core.telemetry.DeviceState;
import io.mos.web.live.LiveLimits;
import io.mos.web.sample.SampleSite;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("conformance")
class WebServerTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Served served;

    @BeforeEach
    void serve() throws IOException, InterruptedException {
        served = new Served();
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void servesThePage() throws IOException {
        RawHttp.Response page = served.get("/");
        assertEquals(200, page.status());
        assertEquals("text/html; charset=utf-8", page.header("content-type"));
        assertEquals("no-cache", page.header("cache-control"));
        assertTrue(page.text().contains("<title>sample</title>"), page.text());
    }

    @Test
    void letsABrowserKeepWhatNeverChanges() throws IOException {
        RawHttp.Response style = served.get("/assets/page-1.css");
        assertEquals("public, max-age=31536000, immutable", style.header("cache-control"));
        assertEquals("text/css; charset=utf-8", style.header("content-type"));
    }

    @Test
    void sendsNothingTwice() throws IOException {
        String tag = served.get("/").header("etag");
        for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            RawHttp.Response again = served.get("/", "If-None-Match: " + known);
            assertEquals(304, again.status(), known);
            assertEquals(tag, again.header("etag"));
            assertEquals(0, again.body().length());
        }
        assertEquals(200, served.get("/", "If-None-Match: \"other\"").status());
    }

    @Test
    void compressesForWhoeverTakesIt() throws IOException {
        RawHttp.Response plain = served.get("/assets/page-1.css");
        RawHttp.Response gzip = served.get("/assets/page-1.css", "Accept-Encoding: br, gzip");
        assertEquals("", plain.header("content-encoding"));
        assertEquals("gzip", gzip.header("content-encoding"));
        assertEquals("Accept-Encoding", gzip.header("vary"));
        assertNotEquals(plain.header("etag"), gzip.header("etag"));
        assertArrayEquals(
                plain.body().getBytes(),
                new GZIPInputStream(new ByteArrayInputStream(gzip.body().getBytes()))
                        .readAllBytes());
        assertEquals(
                "",
                served.get("/", "Accept-Encoding: gzip;q=0, identity").header("content-encoding"));
    }

    @Test
    void tellsTheBrowserToTrustNobodyElse() throws IOException {
        for (String address : List.of("/", "/none", "/healthz", "/api/v1/fleet")) {
            RawHttp.Response response = served.get(address);
            String policy = response.header("content-security-policy");
            assertTrue(policy.startsWith("default-src 'none';"), policy);
            assertTrue(policy.contains("frame-ancestors 'none'"), policy);
            assertTrue(!policy.contains("unsafe") && !policy.contains("http"), policy);
            assertEquals("nosniff", response.header("x-content-type-options"));
            assertEquals("no-referrer", response.header("referrer-policy"));
            assertEquals("same-origin", response.header("cross-origin-resource-policy"));
        }
    }

    @Test
    void answersHeadWithoutABody() throws IOException {
        for (String address : List.of("/", "/metrics", "/api/v1/fleet", "/api/v1/live")) {
            try (RawHttp http = served.connect()) {
                String host = "localhost:" + served.port();
                assertEquals(200, http.send("HEAD", address, host).head().status(), address);
                assertEquals(200, http.send("GET", "/healthz", host).read().status(), address);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/none",
                "/index",
                "/hidden.key",
                "/assets",
                "/assets/",
                "/assets/../hidden.key",
                "/../sample/SampleSite.class",
                "/..%2f..%2fetc/passwd",
                "/%2e%2e/logback.xml",
                "//etc/passwd",
                "/assets/a/b.css",
                "/.vite/manifest.json",
                "/index.html%00.css",
                "/assets\\page-1.css"
            })
    void servesNothingElse(String path) throws IOException {
        assertEquals(404, served.get(path).status());
    }

    @Test
    void servesTheFleetAsItIsNow() throws IOException {
        Instant now = served.time.now();
        served.fleet.set(
                new SampleSite("home")
                        .device(SampleSite.device("cpu", new DeviceState.Hashing(now), 1, now))
                        .view(now));
        RawHttp.Response response = served.get("/api/v1/fleet");
        JsonNode fleet = MAPPER.readTree(response.body().getBytes());
        assertEquals("home", fleet.get("sites").get(0).get("site").textValue());
        assertEquals("no-store", response.header("cache-control"));
        assertEquals("application/json; charset=utf-8", response.header("content-type"));
    }

    @Test
    void tellsWhetherTheDaemonWorks() throws IOException {
        served.health.set(Map.of("agent", Health.UP, "pools", new Health.Degraded("one is down")));
        RawHttp.Response impaired = served.get("/healthz");
        assertEquals(200, impaired.status());
        JsonNode report = MAPPER.readTree(impaired.body().getBytes());
        assertEquals("degraded", report.get("status").textValue());
        assertEquals("one is down", report.get("modules").get("pools").get("reason").textValue());
        served.health.set(Map.of("agent", new Health.Down("loop ended")));
        assertEquals(503, served.get("/healthz").status());
    }

    @Test
    void tellsItsMetricsToPrometheus() throws IOException {
        served.registry.counter("mos.sample").increment();
        RawHttp.Response response = served.get("/metrics");
        assertTrue(response.header("content-type").startsWith("text/plain; version=0.0.4"));
        assertTrue(response.text().contains("mos_sample_total 1.0"), response.text());
        assertTrue(response.text().contains("# HELP mos_web_connections "), response.text());
    }

    @Test
    void saysSoWhenItWasBuiltWithoutThePage() throws IOException, InterruptedException {
        WebSetup setup = new WebSetup(HttpLimits.DEFAULT, LiveLimits.DEFAULT, "no-page-here");
        try (Served bare = new Served(setup)) {
            RawHttp.Response page = bare.get("/");
            assertEquals(200, page.status());
            assertTrue(page.text().contains("-DskipUi"), page.text());
            assertEquals(200, bare.get("/healthz").status());
        }
    }

    @Test
    void saysWhichPortIsTaken() {
        WebConfig config = new WebConfig("127.0.0.1", served.port(), List.of());
        WebFeeds feeds = new WebFeeds(served.fleet::get, served.health::get, served.registry);
        WebServer second = new WebServer(config, feeds, served.time);
        IOException e = assertThrows(IOException.class, second::start);
        assertTrue(e.toString().contains("port " + served.port() + " is taken"), e.toString());
        assertEquals(new Health.Down("not started"), second.health());
    }

    @Test
    void stopsServingWhenClosed() throws IOException, InterruptedException {
        int port = served.port();
        assertEquals(Health.UP, served.server.health());
        served.server.close();
        assertThrows(IOException.class, () -> RawHttp.connect(port));
        assertThrows(IllegalStateException.class, () -> served.server.address());
    }
}
