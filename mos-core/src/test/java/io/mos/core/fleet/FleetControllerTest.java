package io.mos.core.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.link.FleetMessage;
import io.mos.core.link.LocalLink;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.ShareCount;
import io.mos.core.telemetry.SiteSnapshot;
import io.mos.core.telemetry.Telemetry;
import io.mos.core.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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
    void keepsAnUnknownRateUnknownInHistory() {
        Reading<Double> unknown = Reading.unknown("not measured long enough yet", time.now());
        report(home, snapshot("home", 0, List.of(device("a", unknown), device("b", unknown))));
        time.advance(SiteRecord.HISTORY_STEP);
        Reading<Double> known = Reading.of(2.0, time.now(), "proven nonces");
        report(home, snapshot("home", 5, List.of(device("a", unknown), device("b", known))));
        assertEquals(
                List.of(OptionalDouble.empty(), OptionalDouble.of(2.0)),
                controller.view().site("home").orElseThrow().history().stream()
                        .map(HistoryPoint::hashrateGhs)
                        .toList());
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

    @Test
    void sharesDoNotPushOutWhatHappened() {
        report(home, "home", 0);
        home.agentEnd().send(new FleetMessage.SiteEvent("home", message("the board failed")));
        for (int i = 0; i < 3 * SiteRecord.RECENT_EVENTS; i++) {
            home.agentEnd().send(new FleetMessage.SiteEvent("home", share("share " + i)));
        }
        controller.loop().runUntilIdle();
        List<FleetEvent> events = controller.view().site("home").orElseThrow().recentEvents();
        assertEquals(SiteRecord.RECENT_SHARES + 1, events.size());
        assertEquals(share("share " + (3 * SiteRecord.RECENT_EVENTS - 1)), events.getFirst());
        assertEquals(message("the board failed"), events.getLast());
    }

    private FleetEvent share(String detail) {
        return new FleetEvent.ShareJudged(
                time.now(), "pool", new DeviceId("a"), "accepted", detail, 1);
    }

    private FleetEvent message(String text) {
        return new FleetEvent.PoolMessage(time.now(), "pool", text);
    }

    private void report(LocalLink link, String site, long sequence) {
        report(link, snapshot(site, sequence, List.of()));
    }

    private void report(LocalLink link, SiteSnapshot snapshot) {
        link.agentEnd().send(new FleetMessage.SiteReport(snapshot));
        controller.loop().runUntilIdle();
    }

    private SiteSnapshot snapshot(String site, long sequence, List<Telemetry> devices) {
        return new SiteSnapshot(
                site,
                sequence,
                time.now(),
                Duration.ofSeconds(sequence),
                "test",
                devices,
                List.of(),
                ShareCount.NONE,
                Optional.empty());
    }

    private Telemetry device(String id, Reading<Double> hashrateGhs) {
        return new Telemetry(
                new DeviceId(id),
                "fake",
                "fake",
                new DeviceState.Hashing(time.now()),
                time.now(),
                hashrateGhs,
                Reading.unknown("not counted", time.now()),
                Telemetry.WorkCount.NONE,
                List.of());
    }
}
