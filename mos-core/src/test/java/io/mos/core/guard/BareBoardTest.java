package io.mos.core.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.device.BoardControl;
import io.mos.core.device.BoardControl.Outcome;
import io.mos.core.device.BoardControl.ResetLine;
import io.mos.core.device.ProtectionPlan;
import io.mos.core.device.ProtectionPlan.CutOff;
import io.mos.core.guard.SafeOff.Result;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Boards that lack a cut-off line, sensors, a fan or a supply that can be set. */
final class BareBoardTest {

    private static final CutOff NEVER = new CutOff.Impossible("a stick without a reset line");
    private static final CutOff FRAME = new CutOff.Frame("chain inactive");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();

    @Test
    void saysAtTheStartWhatABoardLacks() {
        assertEquals(
                List.of(
                        "it cannot be stopped: a stick without a reset line",
                        "no temperature sensor"),
                lacks(rig(NEVER)));
        assertEquals(
                List.of("only a frame stops it: chain inactive", "no temperature sensor"),
                lacks(rig(FRAME)));
        assertEquals(List.of(), lacks(new GuardRig()));
    }

    @Test
    void runsABoardWithoutSensorsOrASupplyThatCanBeSet() {
        GuardRig rig = rig(FRAME);
        BoardControl control = rig.guard().control();
        assertEquals(
                "this board's voltage cannot be set, 0 stands for it",
                rig.refused(answer -> control.powerOn(1_150, answer)));
        bringUp(rig);
        rig.run(MINUTE.multipliedBy(10));
        assertEquals(List.of(), rig.cuts);
        assertTrue(rig.board.isHashing());
        assertEquals(-1, rig.board.fan(), "there is none to set");
    }

    /** Its program is told, which alone can do something. */
    @Test
    void tellsTheProgramOfABoardThatNeedsAFrame() {
        GuardRig rig = rig(FRAME);
        bringUp(rig);
        rig.isDriverAlive = false;
        rig.run(Duration.ofSeconds(6));
        assertEquals("driver-gone", rig.cuts.getFirst().name());
        rig.isDriverAlive = true;
        rig.run(MINUTE);
        assertEquals(1, rig.allowed);
    }

    @Test
    void goesOnWithABoardThatCannotBeCut() {
        GuardRig rig = rig(NEVER);
        rig.board.failingCuts = 1_000;
        bringUp(rig);
        Outcome off = rig.answer(rig.guard().control()::powerOff);
        assertEquals("cut-failed", assertInstanceOf(Outcome.Failed.class, off).fault().name());
        assertEquals(List.of(), rig.cuts, "it can be taken up again");
        rig.done(answer -> rig.guard().control().powerOn(0, answer));
        rig.events();
        rig.isDriverAlive = false;
        rig.run(MINUTE.multipliedBy(5));
        rig.isDriverAlive = true;
        rig.run(MINUTE);
        assertEquals(1, rig.allowed);
        List<FleetEvent> events = rig.events();
        assertInstanceOf(FleetEvent.BoardCut.class, events.get(0));
        assertInstanceOf(FleetEvent.BoardCutFailed.class, events.get(1));
        assertInstanceOf(FleetEvent.BoardAllowed.class, events.get(2));
        assertEquals(3, events.size(), events::toString);
    }

    @Test
    void staysOnTheListWhenItMayHashOn() {
        GuardRig never = rig(NEVER);
        never.board.failingCuts = 1_000;
        bringUp(never);
        never.events();
        never.end();
        assertEquals(List.of("board-1"), never.list);
        GuardRig frame = rig(FRAME);
        bringUp(frame);
        frame.events();
        frame.end();
        assertEquals(List.of(), frame.list, "its program sent the frame");
        assertEquals(List.of(), frame.events());
        assertEquals(List.of(), never.events(), "it was told at the start");
    }

    @Test
    void isNotSafeForAProcessThatHasNoProgramForIt() {
        assertInstanceOf(Result.Unsafe.class, SafeOff.makeSafe(rig(FRAME).board));
        assertInstanceOf(Result.Unsafe.class, SafeOff.makeSafe(rig(NEVER).board));
    }

    private static void bringUp(GuardRig rig) {
        rig.done(answer -> rig.guard().control().powerOn(0, answer));
        rig.done(answer -> rig.guard().control().reset(ResetLine.RELEASED, answer));
    }

    private GuardRig rig(CutOff cutOff) {
        ProtectionPlan plan =
                new ProtectionPlan(
                        cutOff,
                        FakeBoard.PLAN.limits(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty());
        return new GuardRig(time, GuardSettings.NONE, new FakeBoard(time, plan));
    }

    private static List<String> lacks(GuardRig rig) {
        return rig.events().stream()
                .map(each -> assertInstanceOf(FleetEvent.BoardUnguarded.class, each).reason())
                .toList();
    }
}
