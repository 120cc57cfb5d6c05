package io.mos.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.kernel.EventBus;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.testkit.VirtualTime;
import io.mos.web.sample.SampleSite;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DemoScreenTest {

    private static final String POOL = "stratum+tcp://127.0.0.1:34529";

    private final VirtualTime time = new VirtualTime();
    private final EventBus<FleetEvent> bus = new EventBus<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final SampleSite site = new SampleSite("demo");

    @Test
    void saysWhatWasStartedAndWhereToLook() {
        DemoScreen screen = screen(DemoScreen.Surface.PLAIN);
        screen.open(POOL, Optional.of(URI.create("http://127.0.0.1:44457/")), Optional.empty());
        assertEquals(
                List.of(
                        "mos demo: a pool and a miner in one process; nothing leaves this machine",
                        "  pool  " + POOL,
                        "  page  http://127.0.0.1:44457/",
                        "  Ctrl-C ends it"),
                lines());
    }

    @Test
    void saysWhenItEnds() {
        DemoScreen screen = screen(DemoScreen.Surface.PLAIN);
        screen.open(POOL, Optional.empty(), Optional.of(Duration.ofSeconds(30)));
        assertEquals("  ends after 30 s, or with Ctrl-C", lines().getLast());
    }

    @Test
    void printsALineNowAndThenWhereNoneCanChange() {
        DemoScreen screen = screen(DemoScreen.Surface.PLAIN);
        screen.open(POOL, Optional.empty(), Optional.empty());
        judged("accepted", 3);
        judged("rejected", 1);
        run(screen, 11);
        assertEquals(
                "1s      15.9 MH/s  vector-16x4  accepted 3  rejected 1  stale 0  difficulty 0.0123",
                lines().get(3));
        assertEquals(6, lines().size(), "one each five seconds: " + lines());
        assertTrue(lines().getLast().startsWith("11s "), lines().toString());
    }

    @Test
    void keepsOneLineUpToDateOnATerminal() {
        DemoScreen screen = screen(DemoScreen.Surface.TERMINAL);
        screen.open(POOL, Optional.empty(), Optional.empty());
        run(screen, 3);
        String shown = bytes.toString(StandardCharsets.UTF_8);
        assertEquals(4, shown.split("\r\u001b\\[K", -1).length, shown);
        assertEquals(4, shown.split("\n", -1).length, "three lines and one that changes: " + shown);
    }

    @Test
    void sumsUpAlsoWhatCameAfterTheLastLook() {
        DemoScreen screen = screen(DemoScreen.Surface.PLAIN);
        run(screen, 1);
        judged("accepted", 2);
        judged("stale", 1);
        judged("unanswered", 1);
        DemoTally tally = screen.close();
        assertEquals(2, tally.accepted());
        assertEquals(0, tally.rejected());
        assertEquals(1, tally.stale());
        assertEquals(
                List.of(
                        "2 shares accepted, 0 rejected, 1 stale; 15.9 MH/s with kernel vector-16x4"),
                lines());
        assertEquals(
                "{\"accepted\":2,\"rejected\":0,\"stale\":1,\"hashrateMhs\":15.895,"
                        + "\"kernel\":\"vector-16x4\"}",
                tally.toJson());
    }

    private DemoScreen screen(DemoScreen.Surface surface) {
        site.device(
                SampleSite.device("cpu", new DeviceState.Hashing(time.now()), 0.0158, time.now()));
        site.pool(SampleSite.serving(POOL, time.now(), time.now()));
        return new DemoScreen(new PrintStream(bytes, true, StandardCharsets.UTF_8), surface, bus);
    }

    private void judged(String verdict, int times) {
        for (int i = 0; i < times; i++) {
            bus.publish(
                    new FleetEvent.ShareJudged(
                            time.now(), "pools", new DeviceId("cpu"), verdict, "", 0.0123));
        }
    }

    private void run(DemoScreen screen, int seconds) {
        for (int second = 1; second <= seconds; second++) {
            time.advance(Duration.ofSeconds(1));
            site.uptime(Duration.ofSeconds(second));
            screen.onSnapshot(site.view(time.now()).sites().getFirst().snapshot());
        }
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
