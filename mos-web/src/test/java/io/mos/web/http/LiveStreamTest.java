package io.mos.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.testkit.Await;
import io.mos.web.sample.SampleSite;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("conformance")
class LiveStreamTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SampleSite site = new SampleSite("home");
    private Served served;

    @BeforeEach
    void servePatiently() throws IOException, InterruptedException {
        serve(Served.PATIENT);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void beginsWithTheWholeViewAndGoesOnWithChanges() throws IOException {
        hash(1);
        try (RawHttp page = follow(0)) {
            assertEquals("home", whole(page).get("sites").get(0).get("site").textValue());
            hash(2);
            JsonNode change = next(page, "change");
            JsonNode device = change.get("changed").get(0).get("devices").get(0);
            assertEquals(2.0, device.get("hashrateGhs").get("value").doubleValue());
        }
    }

    @Test
    void showsThatItLivesWhileNothingChanges() throws IOException {
        try (RawHttp page = follow(0)) {
            whole(page);
            Instant before = served.time.now();
            assertTrue(next(page, "beat").get("nowMs").longValue() >= before.toEpochMilli());
            assertEquals("beat", page.event().orElseThrow().name());
        }
    }

    @Test
    void sendsOneStepToTheNewestWhenManyChangesCameAtOnce() throws IOException {
        hash(0);
        try (RawHttp page = follow(0)) {
            whole(page);
            int changes = 2_000;
            for (int i = 1; i <= changes; i++) {
                hash(i);
            }
            int messages = 0;
            long version = 0;
            while (version < served.fleet.get().version()) {
                version = next(page, "change").get("version").longValue();
                messages++;
            }
            assertTrue(messages < changes / 10, messages + " messages for " + changes);
        }
    }

    @Test
    void keepsNoBacklogForASlowPageAndBringsItToTheNewest() throws IOException {
        many(0);
        try (RawHttp page = follow(2_048)) {
            int[] round = {1};
            Await.until(
                    "the page is passed over",
                    () -> {
                        many(round[0]++);
                        return passedOver() >= 20;
                    });
            long newest = served.fleet.get().version();
            assertEquals("whole", page.event().orElseThrow().name());
            long version = 0;
            int messages = 0;
            while (version < newest) {
                version = next(page, "change").get("version").longValue();
                messages++;
            }
            assertEquals(newest, version);
            // What fits the sockets' buffers, one in hand, and one step to the newest.
            assertTrue(messages < 20, messages + " messages had been kept");
        }
    }

    @Test
    void dropsAPageThatReadsNothingAnyMore() throws IOException, InterruptedException {
        served.close();
        serve(Served.SHORT);
        many(0);
        try (RawHttp page = follow(2_048)) {
            int[] round = {1};
            Await.until(
                    "the page is dropped",
                    () -> {
                        many(round[0]++);
                        return served.metric("mos_web_live_clients").equals("0.0")
                                && served.metric("mos_web_connections").equals("0.0");
                    });
            assertTrue(page.drain() != 0, "what had arrived before can still be read");
        }
    }

    @Test
    void takesOnlySoManyPages() throws IOException {
        try (RawHttp a = follow(0);
                RawHttp b = follow(0)) {
            try (RawHttp c = follow(0)) {
                assertEquals(503, served.get("/api/v1/live").status());
                assertEquals("3.0", served.metric("mos_web_live_clients"));
                assertEquals("whole", c.event().orElseThrow().name());
            }
            Await.until(
                    "the third page is gone",
                    () -> served.metric("mos_web_live_clients").equals("2.0"));
            try (RawHttp again = follow(0)) {
                assertEquals("whole", again.event().orElseThrow().name());
            }
            assertEquals("whole", a.event().orElseThrow().name());
            assertEquals("whole", b.event().orElseThrow().name());
        }
    }

    @Test
    void outlivesAllDeadlinesAsLongAsItIsRead() throws IOException, InterruptedException {
        served.close();
        serve(Served.SHORT);
        try (RawHttp page = follow(0)) {
            Instant end = served.time.now().plus(Served.SHORT.writeDeadline().multipliedBy(2));
            while (served.time.now().isBefore(end)) {
                assertTrue(page.event().isPresent());
            }
        }
    }

    @Test
    void endsTheStreamWhenItStops() throws IOException, InterruptedException {
        try (RawHttp page = follow(0)) {
            whole(page);
            served.server.close();
            Optional<RawHttp.Event> last = page.event();
            while (last.isPresent()) {
                last = page.event();
            }
            assertTrue(page.isEnded());
        }
    }

    private void serve(HttpLimits limits) throws IOException, InterruptedException {
        served = new Served(new WebSetup(limits, Served.BRISK, "page-sample"));
    }

    private RawHttp follow(int receiveBytes) throws IOException {
        RawHttp page = RawHttp.connect(served.port(), "127.0.0.1", receiveBytes);
        page.send("GET", "/api/v1/live", "localhost:" + served.port());
        RawHttp.Response head = page.head();
        assertEquals(200, head.status());
        assertEquals("text/event-stream; charset=utf-8", head.header("content-type"));
        assertEquals("no-store", head.header("cache-control"));
        return page;
    }

    private JsonNode whole(RawHttp page) throws IOException {
        RawHttp.Event first = page.event().orElseThrow();
        assertEquals("whole", first.name());
        return MAPPER.readTree(first.data());
    }

    private static JsonNode next(RawHttp page, String name) throws IOException {
        RawHttp.Event event = page.event().orElseThrow();
        while (!event.name().equals(name)) {
            event = page.event().orElseThrow();
        }
        return MAPPER.readTree(event.data());
    }

    private void hash(double ghs) {
        Instant now = served.time.now();
        site.device(SampleSite.device("cpu", new DeviceState.Hashing(now), ghs, now));
        served.fleet.set(site.view(now));
    }

    /** A change of some 60 kB. */
    private void many(double ghs) {
        Instant now = served.time.now();
        for (int i = 0; i < 120; i++) {
            site.device(SampleSite.device("dev-" + i, new DeviceState.Hashing(now), ghs, now));
        }
        served.fleet.set(site.view(now));
    }

    private double passedOver() {
        return Double.parseDouble(served.metric("mos_web_live_passed_over_total"));
    }
}
