package io.mos.core.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.FleetEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a board that was cut off comes back, and how it does not. */
@Tag("sim")
final class GuardianRestartTest {

    private final GuardRig rig = new GuardRig();
    private final FakeBoard board = rig.board;
    private double celsius = 60;

    @Test
    void waitsAtLeastHalfAMinuteAndUntilItIsCool() {
        bringUp();
        celsius = 80;
        rig.run(Duration.ofSeconds(2));
        assertEquals(1, rig.cuts.size());
        celsius = 61;
        rig.run(Duration.ofMinutes(10));
        assertEquals(0, rig.allowed, "15 degrees below the limit are 60");
        celsius = 59;
        rig.run(Duration.ofSeconds(2));
        assertEquals(1, rig.allowed);
        rig.bringUp();
        celsius = 80;
        rig.run(Duration.ofSeconds(2));
        celsius = 30;
        Duration pause = rig.runUntil(() -> rig.allowed == 2, Duration.ofMinutes(5));
        assertTrue(pause.toSeconds() >= 57 && pause.toSeconds() <= 60, pause::toString);
    }

    @Test
    void isColdForAtLeastThirtySeconds() {
        bringUp();
        celsius = 80;
        rig.run(Duration.ofSeconds(2));
        long cut = board.offNanos();
        celsius = 20;
        rig.runUntil(() -> rig.allowed == 1, Duration.ofMinutes(5));
        long seconds = (rig.time.nanos() - cut) / 1_000_000_000L;
        assertTrue(seconds >= 30 && seconds <= 32, seconds + " s");
    }

    @Test
    void waitsLongerForChipsThatTellNothingWithoutPower() {
        bringUp();
        celsius = 80;
        rig.run(Duration.ofSeconds(2));
        board.chip = () -> board.now(-1);
        celsius = 30;
        Duration pause = rig.runUntil(() -> rig.allowed == 1, Duration.ofMinutes(5));
        assertTrue(pause.toSeconds() >= 57 && pause.toSeconds() <= 61, pause::toString);
    }

    @Test
    void refusesAllButPowerOffMeanwhile() {
        bringUp();
        celsius = 80;
        rig.run(Duration.ofSeconds(2));
        assertEquals(
                "over-temperature: chip at 80.0 °C, the limit is 75.0 °C",
                rig.refused(answer -> rig.guard().control().powerOn(1_150, answer)));
        rig.done(rig.guard().control()::powerOff);
    }

    @Test
    void waitsForTheFanToTurn() {
        bringUp();
        board.rpm = () -> board.now(0);
        rig.run(Duration.ofMinutes(20));
        assertEquals("fan-stalled", rig.cuts.getFirst().name());
        assertEquals(0, rig.allowed);
        celsius = 50;
        board.rpm = () -> board.now(3_000);
        rig.run(Duration.ofSeconds(1));
        assertEquals(1, rig.allowed);
    }

    @Test
    void startsAgainThreeTimesAnHourOnly() {
        bringUp();
        List<Long> starts = new ArrayList<>();
        Duration day = Duration.ofHours(24);
        while (rig.time.nanos() < day.toNanos()) {
            celsius = 80;
            rig.run(Duration.ofSeconds(3));
            celsius = 30;
            int before = rig.allowed;
            rig.runUntil(() -> rig.allowed > before, Duration.ofHours(2));
            rig.bringUp();
            starts.add(rig.time.nanos());
        }
        for (int i = 3; i < starts.size(); i++) {
            Duration four = Duration.ofNanos(starts.get(i) - starts.get(i - 3));
            assertTrue(four.compareTo(Duration.ofMinutes(59)) > 0, "four starts within " + four);
        }
        assertTrue(starts.size() > 60, "but it does start: " + starts.size());
        assertTrue(
                rig.cuts
                        .get(3)
                        .detail()
                        .endsWith("it was started anew 3 times within an hour and has to wait"),
                rig.cuts.get(3)::detail);
    }

    @Test
    void comesBackSoonAfterADriverThatFailed() {
        bringUp();
        rig.isDriverAlive = false;
        rig.guard().driverGone(new Fault("driver-failed", "it threw"));
        rig.run(Duration.ofMinutes(1));
        assertFalse(board.isOn());
        assertEquals(0, rig.allowed, "there is no driver yet");
        rig.isDriverAlive = true;
        rig.run(Duration.ofSeconds(3));
        assertEquals(1, rig.allowed);
        rig.bringUp();
        assertTrue(board.isHashing());
    }

    @Test
    void runsSlowerAfterItWasTooHot() {
        bringUp();
        celsius = 80;
        rig.run(Duration.ofSeconds(2));
        assertEquals(525 * 0.85, rig.advice.getFirst().maxFrequencyMhz(), 0.001);
        assertEquals("it was too hot", rig.advice.getFirst().why());
    }

    @Test
    void tellsOfItsComingBack() {
        bringUp();
        celsius = 80;
        rig.run(Duration.ofSeconds(2));
        celsius = 30;
        rig.run(Duration.ofMinutes(1));
        List<String> kinds =
                rig.events().stream().map(each -> each.getClass().getSimpleName()).toList();
        assertEquals(
                List.of(
                        FleetEvent.BoardCut.class.getSimpleName(),
                        FleetEvent.BoardAllowed.class.getSimpleName()),
                kinds);
    }

    private void bringUp() {
        board.temperature(() -> celsius + (celsius == 60 ? board.wobble() : 0));
        rig.bringUp();
        rig.run(Duration.ofSeconds(30));
        assertTrue(board.isHashing());
    }
}
