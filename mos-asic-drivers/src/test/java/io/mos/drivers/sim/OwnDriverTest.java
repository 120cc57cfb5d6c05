package io.mos.drivers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.device.NonceListener.ClaimVerdict;
import io.mos.core.guard.BoardSample;
import io.mos.core.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Our own driver and guardian's hold, written apart from the simulator, against it: two readings of
 * the same facts meet in nothing but bytes.
 */
@Tag("sim")
class OwnDriverTest {
    private static final int ZERO_BITS = 2;

    @TempDir Path folder;

    private DriverRig rig(String name, int chips) throws IOException {
        SimOptions options = SimOptions.usual().withTicketZeroBits(ZERO_BITS).withChips(chips);
        return new DriverRig(name, options, folder);
    }

    @ParameterizedTest
    @CsvSource({
        "bitaxe-gamma, 1",
        "bitaxe-supra, 1",
        "bitaxe-ultra, 1",
        "emberone00, 12",
        "chain-bm1362, 3",
        "chain-bm1366, 6",
        "chain-bm1368, 4",
        "chain-bm1370, 8",
        "chain-bm1372, 2",
        "chain-bm1373, 4",
        "chain-bm1397, 1",
        "chain-bm1397, 4"
    })
    void bringsTheBoardUpAndProvesItsNonces(String name, int chips) throws IOException {
        try (DriverRig rig = rig(name, chips).hashing()) {
            for (int i = 0; i < 4; i++) {
                rig.work();
                rig.pass(Duration.ofSeconds(10));
            }
            long proven = rig.verdicts.stream().filter(ClaimVerdict.PROVEN::equals).count();
            assertTrue(proven > 20, () -> proven + " proven, " + rig.counts + rig.report());
            assertTrue(proven >= rig.verdicts.size() * 0.97, () -> proven + " of " + rig.verdicts);
            assertEquals(rig.claims.size(), new HashSet<>(rig.claims).size(), "each once");
            assertEquals(0L, rig.counts.getOrDefault("bad-crc", 0L));
            assertEquals("hashing", rig.state());
            for (Telemetry.Chip chip : rig.report().chips()) {
                assertTrue(chip.nonces() > 0, () -> "chip " + chip.number() + " found nothing");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"bitaxe-gamma", "bitaxe-supra", "bitaxe-ultra", "emberone00"})
    void theGuardianSeesWhatTheBoardFeels(String name) throws IOException {
        int chips = name.equals("emberone00") ? 12 : 1;
        try (DriverRig rig = rig(name, chips).hashing()) {
            rig.pass(Duration.ofMinutes(1));
            BoardSample sample = rig.sample();
            SimStatus status = rig.status();
            for (BoardSample.Temperature each : sample.temperatures()) {
                double celsius = each.celsius().known().orElseThrow();
                assertTrue(celsius > 25 && celsius < 75, () -> each + " at " + status);
            }
            sample.inputWatts()
                    .ifPresent(watts ->
                            assertEquals(
                                    status.inputWatts(),
                                    watts.known().orElseThrow(),
                                    status.inputWatts() * 0.3));
            sample.fanRpm()
                    .ifPresent(rpm -> assertEquals(status.fanRpm(), rpm.known().orElseThrow(), 60));
            rig.guarded.cut();
            assertTrue(rig.status().coreVolts() < 0.1, () -> rig.status().toString());
        }
    }

    @Test
    void aBoardOfFewerChipsThanItsFileSaysIsNamedAsSuch() throws IOException {
        try (DriverRig rig = rig("chain-bm1370", 4)) {
            rig.board.begin(new SimFault.ChipMissing(2), rig.time.nanos());
            rig.program.start();
            rig.pass(Duration.ofSeconds(20));
            assertTrue(
                    rig.report().state().reason().contains("3"),
                    () -> rig.report().state().toString());
        }
    }
}
