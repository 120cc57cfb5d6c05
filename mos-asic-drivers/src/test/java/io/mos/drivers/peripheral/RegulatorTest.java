package io.mos.drivers.peripheral;

import static io.mos.drivers.peripheral.Readings.assertKnown;
import static io.mos.drivers.peripheral.Readings.assertUnknown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.device.ProtectionPlan.PartPlan;
import io.mos.core.testkit.VirtualTime;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RegulatorTest {
    private static final int TPS546 = 0x24;
    private static final int DS4432U = 0x48;

    private final FakeTps546 tps546 = new FakeTps546();
    private final ByteFake ds4432u = ByteFake.ds4432u();
    private final FakeBus bus = new FakeBus().with(TPS546, tps546).with(DS4432U, ds4432u);
    private final VirtualTime time = new VirtualTime();

    private final Regulator regulator =
            part(
                    "tps546",
                    TPS546,
                    Map.of(
                            "vin-on-volts", 4.8,
                            "vin-off-volts", 4.5,
                            "vin-over-volts", 6.5,
                            "current-warn-amps", 25.0,
                            "current-fault-amps", 30.0,
                            "temp-warn-celsius", 105.0,
                            "temp-fault-celsius", 115.0,
                            "min-millivolts", 1000.0,
                            "max-millivolts", 1250.0));

    private final Regulator source =
            part(
                    "ds4432u",
                    DS4432U,
                    Map.of(
                            "nominal-millivolts", 1451.0,
                            "step-millivolts", 3.7,
                            "min-millivolts", 1100.0,
                            "max-millivolts", 1300.0));

    private Regulator part(String kind, int address, Map<String, Double> settings) {
        PartPlan plan = new PartPlan(kind, OptionalInt.of(address), settings);
        return PartCatalog.REGULATORS.make(plan, bus, time);
    }

    private static void assertFails(String part, Executable action) {
        String message = String.valueOf(assertThrows(IOException.class, action).getMessage());
        assertTrue(message.contains(part), message);
    }

    @Test
    void programsEveryLimitAndLeavesItOff() throws IOException {
        tps546.write(0x01, new byte[] {(byte) 0x80});
        regulator.configure();
        assertFalse(tps546.isOn());
        assertEquals(0x18, tps546.word(0x02));
        assertEquals(4.75, Linear.fromLinear11(tps546.word(0x35)));
        assertEquals(4.5, Linear.fromLinear11(tps546.word(0x36)));
        assertEquals(6.5, Linear.fromLinear11(tps546.word(0x55)));
        assertEquals(25, Linear.fromLinear11(tps546.word(0x4A)));
        assertEquals(30, Linear.fromLinear11(tps546.word(0x46)));
        assertEquals(0xC0, tps546.word(0x47));
        assertEquals(105, Linear.fromLinear11(tps546.word(0x51)));
        assertEquals(115, Linear.fromLinear11(tps546.word(0x4F)));
        assertEquals(0x80, tps546.word(0x50));
        assertEquals(512, tps546.word(0x2B));
        assertEquals(640, tps546.word(0x24));
    }

    @Test
    void switchesOnAtTheVoltageAndOffAtOnce() throws IOException {
        regulator.configure();
        regulator.setVoltage(1150);
        assertFalse(tps546.isOn());
        regulator.on();
        assertEquals(1.15, tps546.volts(), 0.001);
        assertKnown(1150.390625, regulator.coreMillivolts().orElseThrow());
        regulator.setVoltage(1250);
        assertEquals(1.25, tps546.volts());
        regulator.off();
        assertKnown(0, regulator.coreMillivolts().orElseThrow());
    }

    @Test
    void refusesVoltagesOutOfItsLimits() throws IOException {
        regulator.configure();
        assertFails("24, register 21: 1251 mV", () -> regulator.setVoltage(1251));
        assertFails("24, register 21: 999 mV", () -> regulator.setVoltage(999));
        assertEquals(1.0, Linear.fromUlinear16(tps546.word(0x21), -9));
    }

    @Test
    void isOffAgainWhenTheOutputDoesNotCome() throws IOException {
        tps546.stuckOff();
        regulator.configure();
        assertFails("0 mV instead of 1000", regulator::on);
        assertFalse(tps546.isOn());
    }

    @Test
    void saysWhyItShutDown() throws IOException {
        regulator.configure();
        regulator.on();
        tps546.fault(2);
        assertUnknown("shut down: over-temperature", regulator.coreMillivolts().orElseThrow());
        tps546.fault(4);
        assertUnknown("output over-current, over-t", regulator.coreMillivolts().orElseThrow());
        regulator.on();
        assertKnown(1000, regulator.coreMillivolts().orElseThrow());
        tps546.write(0x01, new byte[] {0});
        assertUnknown("no fault listed", regulator.coreMillivolts().orElseThrow());
    }

    /** The word's bit for temperatures is set by a warning too, and the part goes on. */
    @Test
    void goesOnThroughAWarning() throws IOException {
        regulator.configure();
        tps546.warn(2);
        regulator.on();
        tps546.warn(2);
        regulator.setVoltage(1150);
        assertKnown(1150.390625, regulator.coreMillivolts().orElseThrow());
    }

    @Test
    void takesNoOtherPart() {
        tps546.id("5449546b2441");
        assertFails("TPS546 at 24, register ad: 5449546b2441", regulator::configure);
        tps546.id("5449");
        assertFails("register ad: 5449 is", regulator::configure);
        tps546.id("");
        assertFails("a block of 0 bytes", regulator::configure);
        tps546.id("0011223344556677");
        assertFails("a block of 8 bytes", regulator::configure);
    }

    @Test
    void takesNoModeThatIsNotLinear() {
        tps546.mode(0x40);
        assertFails("register 20: 40 is no linear mode", regulator::configure);
    }

    /** A part that is there and keeps nothing: a limit nobody set is no limit. */
    @Test
    void believesNoLimitItCannotReadBack() {
        bus.with(TPS546, new Forgetful(new FakeTps546(), 0x4F));
        assertFails("register 4f: 115.000 was written and 0.000 kept", regulator::configure);
        bus.with(TPS546, new Forgetful(new FakeTps546(), 0x47));
        assertFails("register 47: c0 was written and 00 kept", regulator::configure);
        bus.with(TPS546, new Forgetful(new FakeTps546(), 0x24));
        assertFails("register 24: 0280 was written and 0300 kept", regulator::configure);
    }

    @Test
    void saysWhereNobodyAnswers() {
        bus.remove(TPS546);
        bus.remove(DS4432U);
        assertFails("24, register ad", regulator::configure);
        assertFails("48, register f8", source::configure);
        assertUnknown("register 8b", regulator.coreMillivolts().orElseThrow());
    }

    @Test
    void currentSourceGoesBothWays() throws IOException {
        Ds4432u dac =
                new Ds4432u(
                        new Mount(
                                DS4432U,
                                Map.of("nominal-millivolts", 1451.0, "step-millivolts", 3.7),
                                bus,
                                time));
        assertEquals(0, dac.code(1451));
        assertEquals(0x81, dac.code(1447.3));
        assertEquals(0x01, dac.code(1454.7));
        assertEquals(0xC4, dac.code(1200));
        assertEquals(0xFF, dac.code(1451 - 127 * 3.7));
        assertEquals(0x7F, dac.code(1451 + 127 * 3.7));
        assertEquals(1451, dac.millivolts(0x80));
        assertThrows(IOException.class, () -> dac.code(1451 + 128 * 3.7));
        for (int code = 0; code <= 0xFF; code++) {
            assertEquals(code == 0x80 ? 0 : code, dac.code(dac.millivolts(code)));
        }
    }

    @Test
    void currentSourceStartsAtTheLowestVoltage() throws IOException {
        source.configure();
        assertEquals(0xDF, ds4432u.at(0xF8));
        source.setVoltage(1200);
        source.on();
        assertEquals(0xC4, ds4432u.at(0xF8));
        assertFails("1301 mV", () -> source.setVoltage(1301));
        source.off();
        assertEquals(0xDF, ds4432u.at(0xF8));
        assertTrue(source.coreMillivolts().isEmpty());
    }

    /** After a reset it gives no current, which stands for more than the chips may have. */
    @Test
    void currentSourceIsNotSwitchedOnUnset() {
        assertFails("stands for 1451 mV", source::on);
    }

    /** Forgets what is written to one register. */
    private record Forgetful(FakePart part, int register) implements FakePart {

        @Override
        public void write(int to, byte[] data) {
            if (to != register) {
                part.write(to, data);
            }
        }

        @Override
        public byte[] read(int from, int length) {
            return part.read(from, length);
        }
    }
}
