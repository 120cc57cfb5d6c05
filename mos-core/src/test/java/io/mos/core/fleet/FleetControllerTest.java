package io.mos.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.link.FleetMessage;
import io.mos.core.link.LocalLink;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.ShareCount;
import io.mos.core.telemetry.SiteSnapshot;
import io.mos.core.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FleetControllerTest {

    private final VirtualTime time = new VirtualTime();
    private final LocalLink home = new LocalLink();
    private final LocalLink farm = new LocalLink();
    private final FleetController controller =
            new FleetController(time, List.of(home.controllerEnd(), farm.controllerEnd()));

    @Test
    void knowsNoSiteBeforeItsFirstReport() {
        home.agentEnd().send(new FleetMessage.SiteEvent("home", message("hello")));
        controller.loop().runUntilIdle();
        assertEquals(List.of(), controller.view().sites());
        report(home, "home", 0);
        assertEquals(1, controller.view().site("home").orElseThrow().recentEvents().size());
    }

    @Test
    void replacesOnlyTheSiteThatReported() {
        report(home, "home", 0);
        report(farm, "farm", 0);
        SiteView farmBefore = controller.view().site("farm").orElseThrow();
        report(home, "home", 1);
        FleetView after = controller.view();
        assertSame(farmBefore, after.site("farm").orElseThrow());
        assertEquals(1, after.site("home").orElseThrow().snapshot().sequence());
        assertTrue(after.version() > farmBefore.version());
    }

    @Test
    void keepsHalfAnHourOfHistoryInFiveSecondSteps() {
        for (int second = 0; second < 3600; second++) {
            report(home, "home", second);
            time.advance(Duration.ofSeconds(1));
        }
        List<HistoryPoint> history = controller.view().site("home").orElseThrow().history();
        assertEquals(SiteRecord.HISTORY_POINTS, history.size());
        assertEquals(
                SiteRecord.HISTORY_STEP,
                Duration.between(history.get(0).at(), history.get(1).at()));
    }

    @Test
    void keepsTheNewestEventsFirst() {
        report(home, "home", 0);
        for (int i = 0; i < SiteRecord.RECENT_EVENTS + 5; i++) {
            home.agentEnd().send(new FleetMessage.SiteEvent("home", message("event " + i)));
        }
        controller.loop().runUntilIdle();
        List<FleetEvent> events = controller.view().site("home").orElseThrow().recentEvents();
        assertEquals(SiteRecord.RECENT_EVENTS, events.size());
        assertEquals(message("event " + (SiteRecord.RECENT_EVENTS + 4)), events.getFirst());
    }

    private FleetEvent message(String text) {
        return new FleetEvent.PoolMessage(time.now(), "pool", text);
    }

    private void report(LocalLink link, String site, long sequence) {
        link.agentEnd()
                .send(
                        new FleetMessage.SiteReport(
                                new SiteSnapshot(
                                        site,
                                        sequence,
                                        time.now(),
                                        Duration.ofSeconds(sequence),
                                        "test",
                                        List.of(),
                                        List.of(),
                                        ShareCount.NONE,
                                        Optional.empty())));
        controller.loop().runUntilIdle();
    }
}
