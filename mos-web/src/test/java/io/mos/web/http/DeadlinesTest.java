package io.mos.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.fleet.FleetView;
import io.mos.core.testkit.Await;
import io.mos.web.sample.SampleSite;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("conformance")
class DeadlinesTest {

    private final List<RawHttp> open = new ArrayList<>();
    private Served served;

    @BeforeEach
    void serve() throws IOException, InterruptedException {
        served = new Served(new WebSetup(Served.SHORT, Served.BRISK, "page-sample"));
    }

    @AfterEach
    void stop() throws IOException {
        for (RawHttp http : open) {
            http.close();
        }
        served.close();
    }

    @Test
    void closesWhoeverSaysNothing() throws IOException {
        assertTrue(connect("127.0.0.1").isEnded());
        assertEquals("1.0", refused("head_deadline"));
    }

    @Test
    void closesWhoeverDripsARequest() throws IOException {
        RawHttp slow = connect("127.0.0.1");
        slow.send("GET / HTTP/1.1\r\nHost: localhost\r\n");
        // A byte at a time, each well before the deadline: only the whole head counts.
        Await.until(
                "the dripping connection is closed",
                () -> {
                    try {
                        slow.send("X");
                        return !refused("head_deadline").equals("none");
                    } catch (IOException e) {
                        return true;
                    }
                });
        assertEquals("1.0", refused("head_deadline"));
    }

    @Test
    void givesEachFurtherRequestTheSameDeadline() throws IOException {
        RawHttp http = connect("127.0.0.1");
        String host = "localhost:" + served.port();
        assertEquals(200, http.send("GET", "/", host).read().status());
        assertEquals(200, http.send("GET", "/healthz", host).read().status());
        assertTrue(http.isEnded(), "an idle connection is closed");
    }

    @Test
    void dropsWhoeverDoesNotReadTheAnswer() throws IOException {
        served.fleet.set(large());
        RawHttp stuck = RawHttp.connect(served.port(), "127.0.0.1", 2_048);
        open.add(stuck);
        stuck.send("GET", "/api/v1/fleet", "localhost:" + served.port());
        assertEquals(200, stuck.head().status());
        Await.until("it is dropped", () -> served.metric("mos_web_connections").equals("0.0"));
        assertTrue(stuck.drain() < 8_000_000, "the rest of the answer was dropped");
    }

    @Test
    void stopsInTimeWithAStuckReader() throws IOException, InterruptedException {
        served.close();
        served = new Served(new WebSetup(HttpLimits.DEFAULT, Served.BRISK, "page-sample"));
        served.fleet.set(large());
        RawHttp stuck = RawHttp.connect(served.port(), "127.0.0.1", 2_048);
        open.add(stuck);
        stuck.send("GET", "/api/v1/fleet", "localhost:" + served.port());
        stuck.head();
        Instant before = served.time.now();
        served.server.close();
        assertTrue(served.time.now().isBefore(before.plusSeconds(2)), "stopped within two seconds");
    }

    @Test
    void refusesHeadsThatAreTooLong() throws IOException {
        assertEquals(431, served.get("/", "X-Long: " + "x".repeat(9_000)).status());
        assertEquals(414, served.get("/" + "x".repeat(2_000)).status());
    }

    /** A view whose JSON is more than the sockets' buffers take. */
    private FleetView large() {
        Instant now = served.time.now();
        SampleSite site = new SampleSite("home");
        for (int i = 0; i < 100_000; i++) {
            site.point(now.plusSeconds(5L * i), OptionalDouble.of(i), OptionalDouble.of(i));
        }
        return site.view(now);
    }

    private RawHttp connect(String from) throws IOException {
        RawHttp http = RawHttp.connect(served.port(), from, 0);
        open.add(http);
        return http;
    }

    private String refused(String reason) {
        return served.metric("mos_web_connections_refused_total{reason=\"" + reason + "\"}");
    }
}
