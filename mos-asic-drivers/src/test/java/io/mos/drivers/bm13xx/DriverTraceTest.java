package io.mos.drivers.bm13xx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.VersionMask;
import io.mos.drivers.bm13xx.Trace.Sent;
import io.mos.drivers.bm13xx.frame.ChipJob;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.Register;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our own bring-up, ramp, job ids and cadence against those of a driver in use. */
@Tag("vectors")
class DriverTraceTest {
    /** The recording host's clock and load. */
    private static final double JITTER = 0.2;

    @ParameterizedTest
    @CsvSource({"BM1368,6,490,1041667", "BM1397,1,425,3125000"})
    void bringsTheChainUpFrameByFrame(String chip, int chips, double mhz, int baud) {
        assertEquals(Trace.of(chip).bringUp(), bringUp(chip, chips, mhz, baud));
    }

    /** Ours then repeats the version mask at the new rate, as the fact sheet has it. */
    @Test
    void bringsBm1370UpFrameByFrame() {
        List<Command> expected = new ArrayList<>(Trace.of("BM1370").bringUp());
        expected.add(Command.writeAll(Register.VERSION_ROLLING, 0x9000_ffff));
        assertEquals(expected, bringUp("BM1370", 1, 525, 1_041_667));
    }

    @ParameterizedTest
    @CsvSource({"BM1368,490,71", "BM1370,525,76", "BM1397,425,60"})
    void rampsByTheSameSettings(String chip, double mhz, int steps) {
        Trace trace = Trace.of(chip);
        List<PllSetting> recorded =
                trace.bringUp().stream()
                        .flatMap(DriverTraceTest::pllValue)
                        .map(value -> PllSetting.ofRegister(trace.family().pll(), value))
                        .toList();
        List<PllSetting> ours = FrequencyRamp.between(trace.family(), 50, mhz);
        assertEquals(steps, ours.size());
        assertEquals(recorded.stream().distinct().toList(), ours);
    }

    @ParameterizedTest
    @CsvSource({"BM1368", "BM1370", "BM1397"})
    void numbersJobsAlike(String chip) {
        Trace trace = Trace.of(chip);
        JobTable<Sent> table = new JobTable<>(trace.family().jobIds());
        for (Sent sent : trace.jobs()) {
            assertEquals(((ChipJob) sent.frame()).jobHeader(), table.put(sent));
        }
    }

    @ParameterizedTest
    @CsvSource({"BM1368,6,490", "BM1370,1,525", "BM1397,1,425"})
    void sendsJobsAsOften(String chip, int chips, double mhz) {
        Trace trace = Trace.of(chip);
        List<Sent> jobs = trace.jobs();
        double millis = (jobs.getLast().millis() - jobs.getFirst().millis()) / (jobs.size() - 1);
        double ours =
                new SearchSpace(trace.family().cores(), chips)
                                .workInterval(trace.family().cadence(), mhz, 65_536)
                                .toNanos()
                        / 1e6;
        assertTrue(
                Math.abs(millis - ours) < JITTER * ours,
                () -> "every " + ours + " ms, recorded " + millis);
    }

    private static List<Command> bringUp(String chip, int chips, double mhz, int baud) {
        BringUpRequest request =
                new BringUpRequest(
                        chips, List.of(), mhz, new TicketMask(8), VersionMask.BIP320, baud);
        return BringUp.actions(Trace.of(chip).family(), request).stream()
                .flatMap(action ->
                        action instanceof BringUpAction.Send(Command command)
                                ? Stream.of(command)
                                : Stream.empty())
                .toList();
    }

    private static Stream<Integer> pllValue(Command command) {
        return command instanceof Command.WriteRegister(_, int register, int value)
                        && register == Register.PLL0
                ? Stream.of(value)
                : Stream.empty();
    }
}
