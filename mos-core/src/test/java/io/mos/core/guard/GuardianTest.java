package io.mos.core.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.device.BoardControl;
import io.mos.core.device.BoardControl.Outcome;
import io.mos.core.device.BoardControl.ResetLine;
import io.mos.core.guard.GuardReadings.Power;
import io.mos.core.guard.rule.FanController;
import io.mos.core.telemetry.FleetEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class GuardianTest {

    private final GuardRig rig = new GuardRig();
    private final FakeBoard board = rig.board;
    private final BoardControl control = rig.guard().control();

    @Test
    void givesPowerToABoardThatIsWell() {
        assertEquals(1, board.prepared());
        rig.bringUp();
        assertTrue(board.isHashing());
        assertEquals(1_150, board.millivolts());
        assertEquals(2, board.prepared(), "the parts' own limits are set again before power");
        assertEquals(List.of("board-1"), rig.list);
        rig.run(Duration.ofMinutes(10));
        assertTrue(board.isHashing());
        assertEquals(List.of(), rig.cuts);
        assertEquals(List.of(), rig.events());
    }

    /** A diode tells nothing before its chip was let go; 115 °C were seen of a cold one. */
    @Test
    void doesNotTakeAChipInResetForAHotOne() {
        rig.done(answer -> control.powerOn(1_150, answer));
        board.chip = () -> board.now(115);
        rig.run(Duration.ofSeconds(2));
        assertEquals(List.of(), rig.cuts);
        board.chip = () -> board.now(60 + board.wobble());
        rig.done(answer -> control.reset(ResetLine.RELEASED, answer));
        rig.run(Duration.ofSeconds(5));
        assertEquals(List.of(), rig.cuts);
        assertTrue(board.isHashing());
    }

    @Test
    void tellsWhatItReads() {
        rig.bringUp();
        rig.run(Duration.ofSeconds(5));
        GuardReadings readings = rig.guard().readings();
        assertEquals(new Power.On(1_150), readings.power());
        assertEquals(60, readings.temperatures().get(0).tempCelsius().known().orElseThrow(), 0.3);
        assertEquals(70, readings.temperatures().get(1).tempCelsius().known().orElseThrow(), 0.3);
        assertEquals(20.0, readings.powerWatts().known().orElseThrow());
        assertEquals(4_000.0, readings.fanRpm().known().orElseThrow());
        assertEquals(1_150.0, readings.coreMillivolts().known().orElseThrow());
        assertTrue(readings.fanPercent().known().orElseThrow() >= FanController.FLOOR);
    }

    @Test
    void keepsTheVoltageWithinTheLimits() {
        assertEquals(
                "999 mV is not within 1000 to 1250 mV",
                rig.refused(answer -> control.powerOn(999, answer)));
        assertEquals(
                "1251 mV is not within 1000 to 1250 mV",
                rig.refused(answer -> control.powerOn(1_251, answer)));
        assertFalse(board.isOn());
        rig.bringUp();
        assertEquals(
                "1300 mV is not within 1000 to 1250 mV",
                rig.refused(answer -> control.setVoltage(1_300, answer)));
        rig.done(answer -> control.setVoltage(1_250, answer));
        rig.done(answer -> control.setVoltage(1_000, answer));
        assertEquals(1_000, board.millivolts());
    }

    @Test
    void raisesTheVoltageOnlyWhileTheFrequencyIsKnown() {
        rig.frequencyMhz = Double.NaN;
        rig.run(Duration.ofSeconds(2));
        rig.bringUp();
        assertEquals(
                "no frequency is known to raise the voltage for",
                rig.refused(answer -> control.setVoltage(1_200, answer)));
        rig.done(answer -> control.setVoltage(1_100, answer));
        rig.frequencyMhz = 525;
        rig.run(Duration.ofSeconds(2));
        rig.done(answer -> control.setVoltage(1_200, answer));
    }

    @Test
    void cutsChipsThatRunFasterThanTheyMay() {
        rig.bringUp();
        rig.frequencyMhz = 640;
        rig.run(Duration.ofSeconds(3));
        assertFalse(board.isOn());
        assertEquals("over-frequency", rig.cuts.getFirst().name());
    }

    @Test
    void refusesWhatNeedsPowerWithoutIt() {
        assertEquals(
                "it has no power",
                rig.refused(answer -> control.reset(ResetLine.RELEASED, answer)));
        assertEquals("it has no power", rig.refused(answer -> control.setVoltage(1_100, answer)));
        rig.bringUp();
        assertEquals("it has power", rig.refused(answer -> control.powerOn(1_150, answer)));
        assertEquals(3, rig.count("mos_guard_refused_requests"));
    }

    @Test
    void givesNoPowerToABoardThatIsHot() {
        board.temperature(() -> 80);
        rig.run(Duration.ofSeconds(2));
        assertEquals(
                "chip at 80.0 °C, the limit is 75.0 °C",
                rig.refused(answer -> control.powerOn(1_150, answer)));
    }

    @Test
    void givesNoPowerToABoardThatCannotBeListed() {
        rig.isListBroken = true;
        assertEquals(
                "the list of powered boards cannot be written: no space left on device",
                rig.refused(answer -> control.powerOn(1_150, answer)));
        assertFalse(board.isOn());
    }

    @Test
    void takesPowerAwayWheneverTheDriverSaysSo() {
        rig.bringUp();
        rig.done(control::powerOff);
        assertFalse(board.isOn());
        rig.turn();
        assertEquals(new Power.Off(), rig.guard().readings().power());
        assertEquals(List.of(), rig.cuts, "the driver's own wish is no cut");
        rig.bringUp();
        assertTrue(board.isHashing());
    }

    @Test
    void servesNothingAfterAPowerOffThatWasAskedBeforeIt() {
        List<Outcome> answers = new ArrayList<>();
        control.powerOn(1_150, answers::add);
        control.powerOff(answers::add);
        rig.run(Duration.ofSeconds(2));
        assertEquals(
                List.of(new Outcome.Done(), new Outcome.Refused("power was asked off since")),
                answers);
        assertFalse(board.isOn());
    }

    @Test
    void takesPowerAwayFromADriverThatFloodsIt() {
        rig.bringUp();
        List<Outcome> answers = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            control.setVoltage(1_100 + i % 2, answers::add);
        }
        assertEquals(984, answers.size(), "what finds no room is refused at once");
        control.powerOff(_ -> {});
        rig.turn();
        assertFalse(board.isOn());
    }

    @Test
    void allowsOnlySoManyResets() {
        rig.bringUp();
        for (int i = 1; i < 6; i++) {
            rig.done(answer -> control.reset(ResetLine.HELD, answer));
            rig.done(answer -> control.reset(ResetLine.RELEASED, answer));
        }
        assertEquals(
                "6 resets within a minute",
                rig.refused(answer -> control.reset(ResetLine.RELEASED, answer)));
        rig.run(Duration.ofMinutes(1));
        rig.done(answer -> control.reset(ResetLine.RELEASED, answer));
    }

    /** Found by the property: who releases what is released must not be waited for anew. */
    @Test
    void doesNotTakeASecondReleaseForANewStart() {
        board.chip = () -> board.error("I2C");
        rig.bringUp();
        long released = rig.time.nanos();
        for (int i = 0; i < 4; i++) {
            rig.run(Duration.ofMillis(900));
            control.reset(ResetLine.RELEASED, _ -> {});
        }
        assertFalse(board.isOn());
        long took = board.offNanos() - released;
        assertTrue(took <= Bounds.NO_SAMPLE.toNanos(), took + " ns");
    }

    @Test
    void cutsABoardWhosePartsFailWhenTheyAreSet() {
        rig.bringUp();
        board.isHung = true;
        Outcome outcome = rig.answer(answer -> control.setVoltage(1_100, answer));
        assertEquals(
                "regulator-fault", assertInstanceOf(Outcome.Failed.class, outcome).fault().name());
        assertEquals("regulator-fault", rig.cuts.getFirst().name());
        board.isHung = false;
        rig.run(Duration.ofSeconds(2));
        assertFalse(board.isOn(), "the cut was tried until it worked");
    }

    @Test
    void saysThatACutFailedAndTriesOn() {
        rig.bringUp();
        rig.run(Duration.ofSeconds(5));
        board.failingCuts = 200;
        board.temperature(() -> 80);
        rig.run(Duration.ofSeconds(2));
        board.temperature(() -> 65);
        rig.run(Duration.ofMinutes(2));
        assertFalse(board.isOn());
        List<FleetEvent> events = rig.events();
        assertInstanceOf(FleetEvent.BoardCut.class, events.get(0));
        assertEquals(
                "reset line: no answer",
                assertInstanceOf(FleetEvent.BoardCutFailed.class, events.get(1)).reason());
        assertEquals(3, events.size(), "told once a minute, not each time: " + events);
        assertEquals(200, rig.count("mos_guard_cut_failures"));
    }

    /** A cut that tells of no trouble and does nothing, as on a board without a line. */
    @Test
    void saysThatABoardStaysHotAfterItsCut() {
        rig.bringUp();
        rig.run(Duration.ofSeconds(5));
        board.temperature(() -> 80);
        rig.run(Duration.ofSeconds(150));
        List<FleetEvent> events = rig.events();
        assertEquals(3, events.size(), events::toString);
        assertEquals(
                "still hot after over-temperature: chip at 80.0 °C, the limit is 75.0 °C",
                assertInstanceOf(FleetEvent.BoardCutFailed.class, events.get(1)).reason());
    }

    @Test
    void tellsOfABoardThatDoesNotAnswerAndFindsItLater() {
        rig.bringUp();
        rig.done(control::powerOff);
        GuardRig other = new GuardRig(rig.time, GuardSettings.NONE, unprepared(6));
        assertEquals("board-does-not-answer", other.cuts.getFirst().name());
        assertTrue(
                other.refused(answer -> other.guard().control().powerOn(1_150, answer))
                        .startsWith("board-does-not-answer"));
        other.run(Duration.ofSeconds(20));
        assertEquals(1, other.allowed);
        other.bringUp();
    }

    @Test
    void asksABoardThatIsMetForTheFirstTimeAgainBeforeItTells() {
        rig.bringUp();
        rig.done(control::powerOff);
        GuardRig other = new GuardRig(rig.time, GuardSettings.NONE, unprepared(3));
        assertEquals(List.of(), other.cuts);
        other.bringUp();
    }

    private FakeBoard unprepared(int failures) {
        FakeBoard unprepared = new FakeBoard(rig.time);
        unprepared.failingPrepares = failures;
        return unprepared;
    }

    @Test
    void goesOnWithADriverThatTakesNoAnswers() {
        rig.bringUp();
        rig.driverThread =
                _ -> {
                    throw new RejectedExecutionException("full");
                };
        board.temperature(() -> 80);
        rig.run(Duration.ofSeconds(3));
        assertFalse(board.isOn());
        assertEquals(1, rig.count("mos_guard_cuts"));
        assertTrue(rig.count("mos_guard_undelivered") >= 1);
    }

    @Test
    void leavesABoardSafeAtTheEnd() {
        rig.bringUp();
        rig.run(Duration.ofMinutes(5));
        rig.end();
        assertFalse(board.isOn());
        assertTrue(board.isClosed());
        assertEquals(SafeOff.FAN_PERCENT, board.fan());
        assertEquals(List.of(), rig.list);
    }

    @Test
    void leavesABoardOnTheListThatItCouldNotMakeSafe() {
        rig.bringUp();
        board.failingCuts = 3;
        rig.end();
        assertEquals(List.of("board-1"), rig.list);
        assertEquals(FanController.FULL, board.fan());
        assertTrue(board.isClosed());
        assertInstanceOf(FleetEvent.BoardCutFailed.class, rig.events().getLast());
    }
}
