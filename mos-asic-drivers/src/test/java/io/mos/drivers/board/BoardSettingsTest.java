package io.mos.drivers.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.device.BoardPlan;
import io.mos.core.device.DeviceSettings;
import io.mos.core.device.ProtectionPlan.Limits;
import io.mos.drivers.bm13xx.ChainSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardSettingsTest {

    private final BoardFile gamma = BoardFiles.named("bitaxe-gamma").orElseThrow();
    private final BoardFile ember = BoardFiles.named("emberone00").orElseThrow();

    private static DeviceSettings settings(String... pairs) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return new DeviceSettings(values);
    }

    private static List<String> refused(BoardFile file, String... pairs) {
        DeviceSettings settings = settings(pairs);
        return assertThrows(BoardFileException.class, () -> BoardSettings.plan(file, settings))
                .problems();
    }

    @Test
    void withoutSettingsItIsTheFile() {
        assertEquals(gamma.plan(), BoardSettings.plan(gamma, DeviceSettings.NONE));
        ChainSpec chain = BoardSettings.chain(gamma, DeviceSettings.NONE);
        assertEquals(525, chain.frequencyMhz());
        assertEquals(1150, chain.voltageMillivolts());
        assertEquals(1_041_667, chain.baud());
        assertEquals(32, chain.ticketZeroBits());
        assertEquals(0, BoardSettings.chain(ember, DeviceSettings.NONE).voltageMillivolts());
    }

    @Test
    void takesEasierTicketsForBoardsThatHashOnACpu() {
        assertEquals(
                4, BoardSettings.chain(gamma, settings("ticket-zero-bits", "4")).ticketZeroBits());
        assertEquals(
                List.of("ticket-zero-bits must be 1 to 32, not 33"),
                refused(gamma, "ticket-zero-bits", "33"));
    }

    @Test
    void narrowsEveryLimit() {
        DeviceSettings settings =
                settings(
                        "max-frequency-mhz", "500",
                        "max-voltage-mv", "1100",
                        "max-chip-celsius", "65",
                        "max-regulator-celsius", "90",
                        "max-power-watts", "15");
        BoardPlan plan = BoardSettings.plan(gamma, settings);
        Limits limits = plan.protection().limits();
        assertEquals(500, limits.frequencyMaxMhz());
        assertEquals(1100, limits.voltageMaxMillivolts());
        assertEquals(65, limits.chipCelsius());
        assertEquals(90, limits.regulatorCelsius());
        assertEquals(15, limits.powerWatts());
        assertEquals(
                1100.0,
                plan.protection().regulator().orElseThrow().settings().get("max-millivolts"));
        ChainSpec chain = BoardSettings.chain(gamma, settings);
        assertEquals(500, chain.frequencyMhz());
        assertEquals(1100, chain.voltageMillivolts());
    }

    @Test
    void widensNone() {
        List<String> problems =
                refused(
                        gamma,
                        "max-frequency-mhz",
                        "626",
                        "max-voltage-mv",
                        "1251",
                        "max-chip-celsius",
                        "75.5",
                        "max-regulator-celsius",
                        "106",
                        "max-power-watts",
                        "41");
        assertEquals(5, problems.size(), problems::toString);
        for (String problem : problems) {
            assertTrue(problem.contains("narrow a limit, never widen it"), problem);
        }
        assertTrue(
                problems.contains(
                        "max-frequency-mhz is 626, more than the board's 625:"
                                + " a setting may narrow a limit, never widen it"));
    }

    @Test
    void runsWithinTheLimitsOnly() {
        assertEquals(
                List.of(
                        "frequency-mhz must be 50 to 625, not 630",
                        "voltage-mv must be 1000 to 1250, not 900"),
                refused(gamma, "frequency-mhz", "630", "voltage-mv", "900"));
        assertEquals(
                List.of("frequency-mhz must be 50 to 500, not 525"),
                refused(gamma, "max-frequency-mhz", "500", "frequency-mhz", "525"));
        assertEquals(
                List.of("voltage-mv must be 1000 to 1100, not 1150"),
                refused(gamma, "max-voltage-mv", "1100", "voltage-mv", "1150"));
        ChainSpec chain =
                BoardSettings.chain(gamma, settings("frequency-mhz", "450", "voltage-mv", "1050"));
        assertEquals(450, chain.frequencyMhz());
        assertEquals(1050, chain.voltageMillivolts());
    }

    @Test
    void refusesWhatTheBoardHasNot() {
        assertEquals(
                List.of("max-power-watts cannot be kept: the board has nothing to keep it with"),
                refused(ember, "max-power-watts", "10"));
        assertEquals(
                List.of("voltage-mv cannot be set on this board"),
                refused(ember, "voltage-mv", "1200"));
        assertEquals(
                List.of("max-voltage-mv cannot be kept: the board has nothing to keep it with"),
                refused(ember, "max-voltage-mv", "1200"));
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertTrue(
                refused(gamma, "max-chip-celsius", "cool")
                        .contains("max-chip-celsius is no number: cool"));
        assertTrue(
                refused(gamma, "max-chip-celsius", "NaN")
                        .contains("max-chip-celsius must be at least 30"));
        assertTrue(
                refused(gamma, "frequency-mhz", "NaN")
                        .getFirst()
                        .startsWith("frequency-mhz must be 50"));
        assertTrue(
                refused(gamma, "max-chip-celsius", "-5")
                        .contains("max-chip-celsius must be at least 30"));
    }
}
