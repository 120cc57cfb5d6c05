package io.mos.drivers.sim.part;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.drivers.kit.SeededEntropy;
import io.mos.drivers.sim.chip.Power;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Parts as their data sheets and BM13XX.md §12 have them, register by register. */
class PartsTest {
    private static final long SETTLED_NANOS = 1_000_000_000;

    private final Plant plant = new Plant(new PlantFacts(525, 1150, 17, 5, 6_000), 25);
    private final Diode diode = new Diode(-1, new SeededEntropy(7));

    private static int[] read(I2cPart part, int register, int count) {
        part.write(new byte[] {(byte) register});
        byte[] bytes = part.read(count);
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = Byte.toUnsignedInt(bytes[i]);
        }
        return values;
    }

    private static int word(I2cPart part, int register) {
        int[] bytes = read(part, register, 2);
        return bytes[0] << 8 | bytes[1];
    }

    private static int littleWord(I2cPart part, int register) {
        int[] bytes = read(part, register, 2);
        return bytes[1] << 8 | bytes[0];
    }

    private static void write(I2cPart part, int... bytes) {
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            all[i] = (byte) bytes[i];
        }
        part.write(all);
    }

    private void work(double volts, double duty) {
        plant.setCore(volts);
        plant.setLoad(525, 1);
        plant.setFan(duty);
        plant.advance(600);
        diode.update(Power.RUNNING, plant.dieCelsius(), 0);
        diode.update(Power.RUNNING, plant.dieCelsius(), SETTLED_NANOS);
    }

    /** What the two registers of the diode say, in °C. */
    private static double external(Emc2101 part) {
        int code = (byte) read(part, 0x01, 1)[0] << 3 | read(part, 0x10, 1)[0] >>> 5;
        return code / 8.0;
    }

    @Test
    void emc2101TellsWhoItIsAndHowHotTheChipIs() {
        Emc2101 part = new Emc2101(plant, diode, 0x24);
        assertEquals(0x5d, read(part, 0xfe, 1)[0]);
        assertEquals(0x16, read(part, 0xfd, 1)[0]);
        work(1.15, 0.5);
        write(part, 0x17, 0x24);
        assertEquals(plant.dieCelsius(), external(part), 0.125);
        assertEquals(Math.round(plant.boardCelsius()), read(part, 0x00, 1)[0]);
        write(part, 0x17, 0x12);
        assertTrue(external(part) > plant.dieCelsius() + 5, "read as another diode");
    }

    @Test
    void emc2101TellsAnOpenAndAShortedDiode() {
        Emc2101 part = new Emc2101(plant, diode, 0x12);
        work(1.15, 0.5);
        diode.set(Diode.State.OPEN);
        assertEquals(0x7f, read(part, 0x01, 1)[0]);
        assertEquals(0x00, read(part, 0x10, 1)[0]);
        assertEquals(0x04, read(part, 0x02, 1)[0] & 0x04);
        diode.set(Diode.State.SHORT);
        assertEquals(0x7f, read(part, 0x01, 1)[0]);
        assertEquals(0xe0, read(part, 0x10, 1)[0]);
    }

    @Test
    void aStaleSensorKeepsWhatItSaidLast() {
        Emc2101 part = new Emc2101(plant, diode, 0x12);
        work(1.15, 0.5);
        double before = external(part);
        diode.set(Diode.State.STALE);
        work(1.15, 0.1);
        assertEquals(before, external(part));
        diode.set(Diode.State.CONNECTED);
        assertTrue(external(part) > before + 10);
    }

    @Test
    void aDiodeIsRubbishAtFirstAndNothingWithoutSupply() {
        diode.update(Power.OFF, 25, 0);
        assertEquals(-1, diode.read());
        diode.update(Power.RUNNING, 25, 1_000);
        long different = IntStream.range(0, 20).mapToDouble(_ -> diode.read()).distinct().count();
        assertTrue(different > 15);
        diode.update(Power.RUNNING, 25, 500_001_000);
        assertEquals(25, diode.read());
    }

    @Test
    void emc2101DrivesAndCountsTheFan() {
        Emc2101 part = new Emc2101(plant, diode, 0x12);
        assertEquals(0, part.duty());
        write(part, 0x4d, 0x1f);
        write(part, 0x4c, 31);
        assertEquals(0.5, part.duty(), 1e-9);
        write(part, 0x4c, 63);
        assertEquals(1, part.duty());
        work(1.15, part.duty());
        assertEquals(0xff, read(part, 0x46, 1)[0], "its pin is the alert until it is told");
        write(part, 0x03, 0x04);
        int tach = read(part, 0x46, 1)[0] | read(part, 0x47, 1)[0] << 8;
        assertEquals(6_000, 5_400_000.0 / tach, 10);
        write(part, 0x4a, 0x00);
        write(part, 0x4c, 5);
        assertEquals(63, read(part, 0x4c, 1)[0] + 63, "its table drives it, and is never reached");
    }

    @Test
    void emc2101FollowsItsTableWhenTold() {
        Emc2101 part = new Emc2101(plant, diode, 0x12);
        write(part, 0x50, 20);
        write(part, 0x51, 10);
        write(part, 0x52, 50);
        write(part, 0x53, 40);
        write(part, 0x4a, 0x00);
        work(1.15, 0.5);
        assertEquals(40, read(part, 0x4c, 1)[0]);
        write(part, 0x4a, 0x40);
        write(part, 0x0c, 30);
        assertEquals(10, read(part, 0x4c, 1)[0]);
    }

    @Test
    void tps546SaysWhatItIsAndIsOffUntilCommanded() {
        Tps546 part = new Tps546(plant);
        assertArrayEquals(new int[] {6, 0x54, 0x49, 0x54, 0x6d, 0x24, 0x41}, read(part, 0xad, 7));
        assertEquals(0x97, read(part, 0x20, 1)[0]);
        assertEquals(0, part.volts());
        assertEquals(0x40, read(part, 0x79, 2)[0] & 0x40);
        write(part, 0x02, 0x18);
        write(part, 0x21, 0x4d, 0x02);
        write(part, 0x01, 0x80);
        assertEquals(589 / 512.0, part.volts());
        work(part.volts(), 0.5);
        assertEquals(589, littleWord(part, 0x8b));
        assertEquals(0, littleWord(part, 0x79));
        assertEquals(plant.coreAmps(), PmbusNumber.ofLinear11(littleWord(part, 0x8c)), 0.05);
        assertEquals(plant.regulatorCelsius(), PmbusNumber.ofLinear11(littleWord(part, 0x8d)), 0.1);
    }

    @Test
    void tps546GoesByItsPinAfterPowerUp() {
        Tps546 part = new Tps546(plant);
        part.setPin(true);
        assertEquals(0x019a / 512.0, part.volts());
        part.setPin(false);
        assertEquals(0, part.volts());
    }

    @Test
    void tps546KeepsItsVoltageWithinItsLimits() {
        Tps546 part = new Tps546(plant);
        write(part, 0x24, 0x80, 0x02);
        write(part, 0x21, 0x00, 0x03);
        assertEquals(0x280, littleWord(part, 0x21));
        assertEquals(0x08, read(part, 0x7a, 1)[0]);
        write(part, 0x03);
        assertEquals(0, read(part, 0x7a, 1)[0]);
    }

    @Test
    void tps546SwitchesItselfOffOverItsLimits() {
        Tps546 part = new Tps546(plant);
        write(part, 0x02, 0x18);
        write(part, 0x01, 0x80);
        work(part.volts(), 0.5);
        List<int[]> limits =
                List.of(new int[] {0x46, 0x47, 0xc0, 0x10}, new int[] {0x4f, 0x50, 0x80, 0x04});
        for (int[] limit : limits) {
            int was = littleWord(part, limit[0]);
            write(part, limit[1], limit[2]);
            write(part, limit[0], 0x01, 0x00);
            part.guard();
            assertEquals(0, part.volts());
            assertEquals(0x40 | limit[3], read(part, 0x78, 1)[0] & (0x40 | limit[3]));
            write(part, limit[0], was & 0xff, was >>> 8);
            write(part, 0x03);
            part.guard();
            assertEquals(0, part.volts(), "latched");
            write(part, 0x01, 0x00);
            write(part, 0x01, 0x80);
            assertTrue(part.volts() > 0);
        }
    }

    @Test
    void tps546ComesBackAfterCoolingWhenToldTo() {
        Tps546 part = new Tps546(plant);
        write(part, 0x02, 0x18);
        write(part, 0x50, 0xff);
        write(part, 0x01, 0x80);
        work(part.volts(), 0.5);
        write(part, 0x4f, 0x01, 0x00);
        part.guard();
        assertEquals(0, part.volts());
        int warn = PmbusNumber.linear11(105);
        int fault = PmbusNumber.linear11(115);
        write(part, 0x51, warn & 0xff, warn >>> 8);
        write(part, 0x4f, fault & 0xff, fault >>> 8);
        part.guard();
        assertTrue(part.volts() > 0);
    }

    @Test
    void ds4432uMovesTheVoltageBothWays() {
        Ds4432u part = new Ds4432u(1.451, 0.0037);
        assertEquals(1.451, part.volts());
        write(part, 0xf8, 0x80 | 68);
        assertEquals(1.451 - 68 * 0.0037, part.volts(), 1e-9);
        write(part, 0xf8, 10);
        assertEquals(1.488, part.volts(), 1e-9);
        assertEquals(10, read(part, 0xf8, 1)[0]);
    }

    @Test
    void ina260MeasuresTheInput() {
        Ina260 part = new Ina260(plant);
        assertEquals(0x5449, word(part, 0xfe));
        work(1.15, 0.5);
        assertEquals(plant.inputAmps(), word(part, 0x01) * 0.00125, 0.001);
        assertEquals(plant.inputVolts(), word(part, 0x02) * 0.00125, 0.001);
        assertEquals(plant.inputWatts(), word(part, 0x03) * 0.01, 0.01);
        write(part, 0x00, 0x61, 0x07);
        assertEquals(0x6107, word(part, 0x00));
        write(part, 0x00, 0x80, 0x00);
        assertEquals(0x6127, word(part, 0x00));
    }

    @Test
    void tmp1075MeasuresItself() {
        Tmp1075 part = new Tmp1075(() -> 26.53);
        assertEquals(0x7500, word(part, 0x0f));
        assertEquals(26.5, (short) word(part, 0x00) / 256.0, 0.0625);
        Tmp1075 cold = new Tmp1075(() -> -10);
        assertEquals(-10, (short) word(cold, 0x00) / 256.0);
        part.set(Diode.State.OPEN);
        assertFalse(part.isThere());
    }

    @Test
    void tmp451MeasuresTheDiodeInBothRanges() {
        Tmp451 part = new Tmp451(plant, diode);
        work(1.15, 0.5);
        double standard = read(part, 0x01, 1)[0] + read(part, 0x10, 1)[0] / 256.0;
        assertEquals(plant.dieCelsius(), standard, 0.0625);
        write(part, 0x09, 0x04);
        assertEquals(0x04, read(part, 0x03, 1)[0]);
        double wide = read(part, 0x01, 1)[0] - 64 + read(part, 0x10, 1)[0] / 256.0;
        assertEquals(plant.dieCelsius(), wide, 0.0625);
        diode.set(Diode.State.OPEN);
        assertEquals(0x04, read(part, 0x02, 1)[0]);
        assertEquals(0x55, read(part, 0xfe, 1)[0]);
    }
}
