package io.mos.web.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mos.core.fleet.FleetView;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.ShareCount;
import io.mos.core.telemetry.Telemetry;
import io.mos.core.testkit.VirtualTime;
import io.mos.web.sample.SampleSite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class FleetJsonTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final VirtualTime time = new VirtualTime();
    private final Instant now = time.now();
    private final FleetJson json = new FleetJson(time);
    private final SampleSite site =
            new SampleSite("home")
                    .device(SampleSite.device("cpu", new DeviceState.Hashing(now), 0.015, now))
                    .pool(SampleSite.serving("stratum+tcp://pool.example:3333", now, now))
                    .shares(new ShareCount(7, 1, 0, 0, 0.5, 0), now);

    @Test
    void writesEveryReadingWithItsTimeAndSource() throws IOException {
        JsonNode home = whole().get("sites").get(0);
        JsonNode reading = home.get("devices").get(0).get("hashrateGhs");
        assertEquals(0.015, reading.get("value").doubleValue());
        assertEquals(now.toEpochMilli(), reading.get("atMs").longValue());
        assertEquals("proven nonces", reading.get("source").textValue());
        assertEquals("1 of 1 devices", home.get("hashrateGhs").get("source").textValue());
        assertEquals(now.toEpochMilli(), home.get("shares").get("lastAcceptedAtMs").longValue());
    }

    @Test
    void saysWhyAReadingIsUnknownAndNeverWritesZeroForIt() throws IOException {
        site.device(unknownRate("cpu", Reading.unknown("not measured long enough yet", now)));
        JsonNode home = whole().get("sites").get(0);
        for (JsonNode reading :
                List.of(home.get("hashrateGhs"), home.get("devices").get(0).get("hashrateGhs"))) {
            assertEquals("not measured long enough yet", reading.get("unknown").textValue());
            assertEquals(now.toEpochMilli(), reading.get("sinceMs").longValue());
            assertFalse(reading.has("value"));
        }
    }

    @Test
    void treatsWhatIsNoNumberAsUnknown() throws IOException {
        site.device(unknownRate("cpu", Reading.of(Double.NaN, now, "sensor 3")));
        site.point(now, OptionalDouble.of(Double.POSITIVE_INFINITY), OptionalDouble.empty());
        JsonNode home = whole().get("sites").get(0);
        assertEquals(
                "sensor 3 gave no number",
                home.get("devices").get(0).get("hashrateGhs").get("unknown").textValue());
        assertTrue(home.get("history").get("hashrateGhs").get(0).isNull());
        assertTrue(home.get("history").get("claimedGhs").get(0).isNull());
    }

    @Test
    void leavesOutWhatAPoolHasNotSaidYet() throws IOException {
        site.pool(SampleSite.notServing("stratum+tcp://b.example:1", "standby", "", now));
        JsonNode pool = whole().get("sites").get(0).get("pools").get(1);
        assertFalse(pool.has("shareDifficulty"));
        assertFalse(pool.has("replyMs"));
        assertFalse(pool.has("lastJobAtMs"));
    }

    @Test
    void leavesCredentialsOutOfAddresses() {
        String url = "solo+http://canary-user:canary-pass@node.example:8332/canary-path";
        site.pool(SampleSite.notServing(url, "connecting", "", now));
        site.event(new FleetEvent.PoolServing(now, "node", url));
        site.event(new FleetEvent.PoolLost(now, "node", url, "closed", "connection closed"));
        String text = new String(json.whole(site.view(now)), StandardCharsets.UTF_8);
        assertFalse(text.contains("canary-user"), text);
        assertFalse(text.contains("canary-pass"), text);
        assertTrue(text.contains("solo+http://node.example:8332"), text);
    }

    @Test
    void writesAllKindsOfEvents() throws IOException {
        DeviceId cpu = new DeviceId("cpu");
        Fault hot = new Fault("over-temperature", "91 °C, limit 85 °C");
        List<FleetEvent> events =
                List.of(
                        new FleetEvent.DeviceChanged(now, cpu, new DeviceState.Offline(hot, now)),
                        new FleetEvent.PoolServing(now, "pools", "stratum+tcp://a:1"),
                        new FleetEvent.PoolLost(now, "pools", "stratum+tcp://a:1", "idle", "quiet"),
                        new FleetEvent.PoolMessage(now, "pools", "hello"),
                        new FleetEvent.NewBlock(now, "pools", "00ff"),
                        new FleetEvent.ShareJudged(now, "pools", cpu, "stale", "21", Double.NaN),
                        new FleetEvent.BlockFound(now, "pools", cpu, "00aa"),
                        new FleetEvent.KernelChosen(now, cpu, "digest", "only one there is"),
                        new FleetEvent.DeviceUnserved(now, cpu, "pools"),
                        new FleetEvent.FallbackStarted(now, "no board hashes"),
                        new FleetEvent.FallbackStopped(now, "board-1 hashes"),
                        new FleetEvent.BoardCut(now, cpu, hot),
                        new FleetEvent.BoardCutFailed(now, cpu, "no answer"),
                        new FleetEvent.BoardAllowed(now, cpu),
                        new FleetEvent.BoardUnguarded(now, cpu, "no temperature sensor"));
        events.forEach(site::event);
        JsonNode written = whole().get("sites").get(0).get("events");
        assertEquals(
                List.of(
                        "board-unguarded",
                        "board-allowed",
                        "board-cut-failed",
                        "board-cut",
                        "fallback-stopped",
                        "fallback-started",
                        "device-unserved",
                        "kernel-chosen",
                        "block-found",
                        "share-judged",
                        "new-block",
                        "pool-message",
                        "pool-lost",
                        "pool-serving",
                        "device-changed"),
                StreamSupport.stream(written.spliterator(), false)
                        .map(event -> event.get("kind").textValue())
                        .toList());
        assertEquals("over-temperature", written.get(14).get("state").get("fault").textValue());
        assertTrue(written.get(9).get("shareDifficulty").isNull());
        assertEquals("over-temperature", written.get(3).get("fault").textValue());
        assertEquals("91 °C, limit 85 °C", written.get(3).get("reason").textValue());
    }

    @Test
    void survivesWhatAHostilePoolSays() throws IOException {
        site.event(new FleetEvent.PoolMessage(now, "pools", "broken \ud800 half"));
        site.event(new FleetEvent.PoolMessage(now, "pools", "\"}]\n\ndata: evil\n\n"));
        site.event(new FleetEvent.PoolMessage(now, "pools", "x".repeat(1_000_000)));
        byte[] bytes = json.whole(site.view(now));
        assertTrue(bytes.length < 10_000, "long texts are cut");
        assertFalse(new String(bytes, StandardCharsets.UTF_8).contains("\n"), "stays one line");
        JsonNode events = MAPPER.readTree(bytes).get("sites").get(0).get("events");
        assertEquals(SafeText.MAX_CHARS, events.get(0).get("text").textValue().length());
        assertEquals("broken \ufffd half", events.get(2).get("text").textValue());
    }

    @Test
    void sendsOnlyWhatChanged() throws IOException {
        site.device(SampleSite.device("board", new DeviceState.Hashing(now), 500, now));
        site.point(now, OptionalDouble.of(1), OptionalDouble.of(1));
        site.event(new FleetEvent.PoolMessage(now, "pools", "first"));
        FleetView before = site.view(now);
        site.device(SampleSite.device("board", new DeviceState.Hashing(now), 501, now));
        site.point(now.plusSeconds(5), OptionalDouble.of(2), OptionalDouble.of(2));
        site.event(new FleetEvent.PoolMessage(now, "pools", "second"));
        JsonNode change = change(before, site.view(now));
        JsonNode home = change.get("changed").get(0);
        assertFalse(change.has("whole"));
        assertFalse(home.has("pools"));
        assertFalse(home.has("deviceIds"));
        assertEquals(List.of("board"), home.get("devices").findValuesAsText("id"));
        assertEquals(1, home.get("history").get("atMs").size());
        assertEquals(2.0, home.get("history").get("hashrateGhs").get(0).doubleValue());
        assertEquals(List.of("second"), home.get("events").findValuesAsText("text"));
    }

    @Test
    void tellsWhichDevicesAreLeftAndWhichPoolsChanged() throws IOException {
        site.device(SampleSite.device("board", new DeviceState.Hashing(now), 500, now));
        FleetView before = site.view(now);
        site.withoutDevice("cpu");
        site.pool(SampleSite.notServing("stratum+tcp://b.example:1", "standby", "", now));
        JsonNode home = change(before, site.view(now)).get("changed").get(0);
        assertEquals(1, home.get("deviceIds").size());
        assertEquals("board", home.get("deviceIds").get(0).textValue());
        assertEquals(2, home.get("pools").size());
    }

    @Test
    void tellsEventsApartThatEqualEachOther() throws IOException {
        FleetEvent same = new FleetEvent.PoolMessage(now, "pools", "again");
        site.event(same).event(same);
        FleetView before = site.view(now);
        site.event(same);
        JsonNode home = change(before, site.view(now)).get("changed").get(0);
        assertEquals(1, home.get("events").size());
    }

    @Test
    void followsRingsThatWrap() throws IOException {
        for (int i = 0; i < 3; i++) {
            site.point(now.plusSeconds(5L * i), OptionalDouble.of(i), OptionalDouble.empty());
            site.event(new FleetEvent.PoolMessage(now, "pools", "event " + i));
        }
        FleetView before = site.view(now);
        site.point(now.plusSeconds(15), OptionalDouble.of(3), OptionalDouble.empty());
        site.event(new FleetEvent.PoolMessage(now, "pools", "event 3")).forgetOldest();
        JsonNode home = change(before, site.view(now)).get("changed").get(0);
        assertEquals(List.of("event 3"), home.get("events").findValuesAsText("text"));
        assertEquals(1, home.get("history").get("atMs").size());
    }

    @Test
    void sendsTheWholeSiteToWhoIsTooFarBehind() throws IOException {
        site.event(new FleetEvent.PoolMessage(now, "pools", "old"));
        site.point(now, OptionalDouble.of(1), OptionalDouble.empty());
        FleetView before = site.view(now);
        site.event(new FleetEvent.PoolMessage(now, "pools", "new"));
        site.point(now.plusSeconds(5), OptionalDouble.of(2), OptionalDouble.empty());
        site.forgetOldest();
        JsonNode change = change(before, site.view(now));
        assertFalse(change.has("changed"));
        assertEquals("home", change.get("whole").get(0).get("site").textValue());
    }

    @Test
    void saysWhichSitesCameAndWent() throws IOException {
        FleetView before = site.view(now);
        FleetView after = new FleetView(9, new SampleSite("barn").view(now).sites());
        JsonNode change = change(before, after);
        assertEquals("barn", change.get("whole").get(0).get("site").textValue());
        assertEquals("home", change.get("removed").get(0).textValue());
        assertEquals(9, change.get("version").longValue());
    }

    @Test
    void keepsAChangeSmall() throws IOException {
        IntStream.range(0, 360)
                .forEach(i ->
                        site.point(
                                now.plusSeconds(5L * i),
                                OptionalDouble.of(0.0151234567),
                                OptionalDouble.of(0.0152345678)));
        FleetView before = site.view(now);
        site.device(SampleSite.device("cpu", new DeviceState.Hashing(now), 0.016, now));
        int bytes = json.change(before, site.view(now.plusSeconds(1))).length;
        assertTrue(bytes < 1_500, bytes + " bytes for one second of one machine");
    }

    private static Telemetry unknownRate(String id, Reading<Double> hashrateGhs) {
        Instant now = new VirtualTime().now();
        return SampleSite.device(id, new DeviceState.Starting(now), 0, now)
                .withProven(hashrateGhs, Telemetry.WorkCount.NONE);
    }

    private JsonNode whole() throws IOException {
        return MAPPER.readTree(json.whole(site.view(now)));
    }

    private JsonNode change(FleetView from, FleetView to) throws IOException {
        return MAPPER.readTree(json.change(from, to));
    }
}
