package io.mos.drivers.bm13xx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.NonceListener.ClaimVerdict;
import io.mos.core.device.ThermalAdvice;
import io.mos.drivers.bm13xx.frame.Command.WriteRegister;
import io.mos.drivers.bm13xx.frame.Register;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A chain that hashes: faults, recovery and commands. */
@Tag("sim")
class ChainLifeTest {
    private final ChainRig rig = ChainRig.hashing("BM1370", 2, 500, 1_041_667);

    @Test
    void powerCyclesAChainThatFallsSilent() {
        rig.board.clear();
        rig.chips.isMute = true;
        rig.untilState("offline");
        assertEquals("no answer for 15 seconds", rig.reason());
        rig.chips.isMute = false;
        rig.untilState("hashing");
        assertEquals(List.of("off", "on 1150", "reset RELEASED"), rig.board);
    }

    @Test
    void powerCyclesAChainThatAnswersAndFindsNothing() {
        rig.pass(Duration.ofMinutes(3));
        assertTrue(rig.board.contains("off"));
    }

    @Test
    void namesTheChipThatStoppedAnswering() {
        rig.judge = _ -> ClaimVerdict.PROVEN;
        rig.chips.mute(1);
        for (int i = 0; i < 20; i++) {
            rig.chips.report(rig.chips.jobs().getLast().jobHeader(), 0, i, 0);
            rig.pass(Duration.ofSeconds(1));
        }
        assertEquals("degraded", rig.state());
        assertTrue(rig.reason().contains("number 1 "), rig.reason());
    }

    @Test
    void tellsWhatTheChipsCount() {
        for (int second = 0; second < 40; second++) {
            rig.chips.set(0, Register.TOTAL_COUNTER, second * 100);
            rig.chips.set(1, Register.TOTAL_COUNTER, second * 100);
            rig.chips.set(1, Register.ERROR_COUNTER, second * 50);
            rig.pass(Duration.ofSeconds(1));
        }
        double ghs = rig.reports.getLast().claimedGhs().known().orElseThrow();
        assertEquals(200 * 0x1p32 / 1e9, ghs, 30);
        assertEquals("degraded", rig.state());
        assertTrue(rig.reason().startsWith("25 %"), rig.reason());
    }

    @Test
    void changesTheClockInStepsAndReadsItBack() {
        for (double mhz : List.of(531.25, 475.0)) {
            rig.chips.forgetFrames();
            List<CommandResult> result = rig.ask(new Command.SetFrequency(mhz));
            rig.pass(Duration.ofSeconds(3));
            assertInstanceOf(CommandResult.Done.class, result.getFirst());
            List<Integer> clocks = written(Register.PLL0);
            double before = mhz > 500 ? 500 : 531.25;
            assertEquals((int) Math.round(Math.abs(mhz - before) / 6.25), clocks.size());
            assertEquals(clocks.size(), written(Register.HASH_COUNTING_NUMBER).size());
            assertEquals(mhz, rig.reports.getLast().frequencyMhz().known().orElseThrow(), 0.5);
        }
    }

    @Test
    void tellsOfAChipThatDidNotTakeTheClock() {
        List<CommandResult> result = rig.ask(new Command.SetFrequency(506.25));
        rig.pass(Duration.ofMillis(50));
        rig.chips.set(1, Register.PLL0, 0x40a0_0241);
        rig.pass(Duration.ofSeconds(3));
        CommandResult.Failed failed =
                assertInstanceOf(CommandResult.Failed.class, result.getFirst());
        assertTrue(failed.reason().startsWith("chip 1 has 40a00241"), failed.reason());
    }

    @Test
    void lowersTheClockBeforeTheSupplyAndRaisesItAfter() {
        rig.board.clear();
        rig.chips.forgetFrames();
        rig.ask(new Command.SetOperatingPoint(450, 1100));
        rig.pass(Duration.ofMillis(500));
        assertTrue(!written(Register.PLL0).isEmpty());
        assertEquals(List.of(), rig.board, "the clock is still on its way");
        rig.pass(Duration.ofSeconds(3));
        assertEquals(List.of("voltage 1100"), rig.board);
        rig.chips.forgetFrames();
        List<CommandResult> up = rig.ask(new Command.SetOperatingPoint(525, 1200));
        assertEquals("voltage 1200", rig.board.getLast());
        assertEquals(List.of(), written(Register.PLL0));
        rig.pass(Duration.ofSeconds(3));
        assertEquals(
                List.of(new CommandResult.Done("450.00 MHz at 1100 mV", "525.00 MHz at 1200 mV")),
                up);
    }

    /** Down when the cooling says so, and back to what was asked for. */
    @Test
    void followsTheCooling() {
        rig.program.onAdvice(new ThermalAdvice(450, "quiet hours"));
        rig.pass(Duration.ofSeconds(5));
        assertEquals(450, rig.reports.getLast().frequencyMhz().known().orElseThrow(), 0.5);
        CommandResult.Refused refused =
                assertInstanceOf(
                        CommandResult.Refused.class,
                        rig.ask(new Command.SetFrequency(500)).getFirst());
        assertEquals("quiet hours: at most 450.00 MHz now", refused.reason());
        rig.program.onAdvice(new ThermalAdvice(600, ""));
        rig.pass(Duration.ofSeconds(5));
        assertEquals(500, rig.reports.getLast().frequencyMhz().known().orElseThrow(), 0.5);
    }

    @Test
    void refusesWhatTheChipsMustNotDo() {
        assertInstanceOf(
                CommandResult.Refused.class, rig.ask(new Command.SetFrequency(626)).getFirst());
        assertInstanceOf(
                CommandResult.Refused.class,
                rig.ask(new Command.SetFrequency(Double.NaN)).getFirst());
        assertInstanceOf(
                CommandResult.Refused.class, rig.ask(new Command.SetVoltage(1300)).getFirst());
        rig.ask(new Command.SetFrequency(400));
        assertInstanceOf(
                CommandResult.Refused.class, rig.ask(new Command.SetFrequency(450)).getFirst());
    }

    @Test
    void endsAChangeWhoseSupplyFails() {
        rig.nextOutcome = Optional.of(ChainRig.failure("supply-fault"));
        List<CommandResult> result = rig.ask(new Command.SetVoltage(1200));
        rig.pass(Duration.ofSeconds(1));
        assertInstanceOf(CommandResult.Failed.class, result.getFirst());
        assertEquals("offline", rig.state());
        rig.untilState("hashing");
    }

    @Test
    void pausesWithoutPowerAndResumes() {
        List<CommandResult> paused = rig.ask(new Command.Pause());
        rig.pass(Duration.ofSeconds(1));
        assertEquals(List.of(new CommandResult.Done("hashing", "paused")), paused);
        assertFalse(rig.chips.isPowered());
        assertEquals("paused", rig.reason());
        rig.pass(Duration.ofHours(2));
        assertEquals("idle", rig.state());
        rig.ask(new Command.SetFrequency(450));
        List<CommandResult> resumed = rig.ask(new Command.Resume());
        rig.untilState("hashing");
        assertEquals(List.of(new CommandResult.Done("idle", "hashing")), resumed);
        assertEquals(450, rig.reports.getLast().frequencyMhz().known().orElseThrow(), 0.5);
    }

    @Test
    void restartsWhenAsked() {
        rig.board.clear();
        List<CommandResult> result = rig.ask(new Command.Reboot());
        rig.pass(Duration.ofSeconds(30));
        assertEquals(List.of(new CommandResult.Done("hashing", "hashing")), result);
        assertEquals(List.of("off", "on 1150", "reset RELEASED"), rig.board);
    }

    @Test
    void stopsTheSweepAtTheEnd() {
        rig.program.stop();
        assertEquals(0, rig.chips.register(0, Register.HASH_COUNTING_NUMBER));
        assertEquals("closed", rig.state());
        assertInstanceOf(CommandResult.Refused.class, rig.ask(new Command.Pause()).getFirst());
    }

    private List<Integer> written(int register) {
        return rig.chips.commands().stream()
                .filter(command ->
                        command instanceof WriteRegister(_, int written, _) && written == register)
                .map(command -> ((WriteRegister) command).value())
                .toList();
    }
}
