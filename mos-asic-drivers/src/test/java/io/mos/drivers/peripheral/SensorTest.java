package io.mos.drivers.peripheral;

import static io.mos.drivers.peripheral.Readings.assertKnown;
import static io.mos.drivers.peripheral.Readings.assertUnknown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.device.ProtectionPlan.PartPlan;
import io.mos.core.telemetry.Reading;
import io.mos.core.testkit.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SensorTest {
    private static final int ADDRESS = 0x4C;

    private final FakeBus bus = new FakeBus();
    private final VirtualTime time = new VirtualTime();

    private <T extends Part> T made(
            PartCatalog<T> catalog, String kind, FakePart fake, Map<String, Double> settings) {
        bus.with(ADDRESS, fake);
        PartPlan plan = new PartPlan(kind, OptionalInt.of(ADDRESS), settings);
        return catalog.make(plan, bus, time);
    }

    private Thermometer thermometer(String kind, FakePart fake, Map<String, Double> settings) {
        return made(PartCatalog.THERMOMETERS, kind, fake, settings);
    }

    private static void assertRefuses(String part, Part refused) {
        String message =
                String.valueOf(assertThrows(IOException.class, refused::configure).getMessage());
        assertTrue(message.contains(part), message);
    }

    @Test
    void readsTheDiodeOfAnEmc2101() throws IOException {
        ByteFake fake = ByteFake.emc2101();
        Thermometer diode = thermometer("emc2101", fake, Map.of("ideality", 36.0, "beta", 0.0));
        diode.configure();
        assertEquals(0x24, fake.at(0x17));
        assertEquals(0x00, fake.at(0x18));
        assertKnown(25, diode.celsius());
        fake.diode(61.125);
        assertKnown(61.125, diode.celsius());
    }

    @Test
    void tellsCodesFromTemperatures() {
        ByteFake fake = ByteFake.emc2101();
        Thermometer diode = thermometer("emc2101", fake, Map.of("ideality", 36.0, "beta", 0.0));
        fake.set(0x01, 0x7F).set(0x10, 0x00);
        assertUnknown("register 01: the diode is open", diode.celsius());
        fake.set(0x10, 0xE0);
        assertUnknown("the diode is short", diode.celsius());
        fake.set(0x10, 0x20);
        assertUnknown("127.13, which is not within", diode.celsius());
        fake.set(0x01, 0x80).set(0x10, 0);
        assertUnknown("-128.00, which", diode.celsius());
        assertKnown(125, read(diode, fake.diode(125)));
        assertUnknown("125.13", read(diode, fake.diode(125.125)));
        assertKnown(-40, read(diode, fake.diode(-40)));
        assertUnknown("-40.13", read(diode, fake.diode(-40.125)));
    }

    /** A cold garage measures this; whether to believe it is the guardian's to say. */
    @Test
    void passesOnZeroAndOneBelow() {
        ByteFake fake = ByteFake.emc2101();
        Thermometer diode = thermometer("emc2101", fake, Map.of("ideality", 36.0, "beta", 0.0));
        assertKnown(0, read(diode, fake.diode(0)));
        assertKnown(-1, read(diode, fake.diode(-1)));
        assertKnown(-0.125, read(diode, fake.diode(-0.125)));
    }

    /** Measures what was just set. */
    private static Reading<Double> read(Thermometer part, ByteFake unused) {
        return part.celsius();
    }

    @Test
    void unknownIsSinceTheFirstTime() {
        ByteFake fake = ByteFake.emc2101();
        Thermometer diode = thermometer("emc2101", fake, Map.of("ideality", 36.0, "beta", 0.0));
        Instant start = time.now();
        bus.remove(ADDRESS);
        assertUnknown("nobody at 4c, register 01", diode.celsius());
        time.advance(Duration.ofSeconds(7));
        Reading.Unknown<?> later = assertInstanceOf(Reading.Unknown.class, diode.celsius());
        assertEquals(start, later.since());
        bus.with(ADDRESS, fake);
        assertKnown(25, diode.celsius());
        bus.remove(ADDRESS);
        Reading.Unknown<?> again = assertInstanceOf(Reading.Unknown.class, diode.celsius());
        assertEquals(time.now(), again.since());
    }

    @Test
    void readsAnEmc2101ItselfAndItsFan() throws IOException {
        ByteFake fake = ByteFake.emc2101().set(0x00, 0xFF);
        Thermometer die = thermometer("emc2101-itself", fake, Map.of("offset-celsius", 5.0));
        die.configure();
        assertKnown(4, die.celsius());
        FanController fan = made(PartCatalog.FANS, "emc2101", fake, Map.of());
        fan.configure();
        assertEquals(0x04, fake.at(0x03));
        assertEquals(0x20, fake.at(0x4A));
        assertEquals(0x1F, fake.at(0x4D));
        assertSteps(fan, fake, 0x4C, 63);
        assertKnown(0, fan.rpm());
        fake.tachometer(1000);
        assertKnown(5400, fan.rpm());
        fake.tachometer(180);
        assertKnown(30_000, fan.rpm());
        fake.tachometer(179);
        assertUnknown("not within", fan.rpm());
        fake.tachometer(0);
        assertUnknown("Infinity", fan.rpm());
    }

    private static void assertSteps(FanController fan, ByteFake fake, int register, int most)
            throws IOException {
        for (int percent = 0; percent <= 100; percent++) {
            fan.setPercent(percent);
            assertTrue(fake.at(register) * 100 >= percent * most, "at least " + percent);
            assertTrue(fake.at(register) * 100 < percent * most + 100, "not much over " + percent);
        }
        assertEquals(most, fake.at(register));
        assertThrows(IllegalArgumentException.class, () -> fan.setPercent(101));
        assertThrows(IllegalArgumentException.class, () -> fan.setPercent(-1));
    }

    @Test
    void readsAnEmc2103() throws IOException {
        ByteFake fake = ByteFake.emc2103().set(0x02, 0x32).set(0x03, 0x60);
        Thermometer diode =
                thermometer("emc2103", fake, Map.of("diode", 1.0, "offset-celsius", 5.0));
        diode.configure();
        assertKnown(55.375, diode.celsius());
        fake.set(0x02, 0x80).set(0x03, 0);
        assertUnknown("open or short", diode.celsius());
        FanController fan = made(PartCatalog.FANS, "emc2103", fake, Map.of());
        fan.configure();
        assertEquals(0x0B, fake.at(0x42));
        assertSteps(fan, fake, 0x40, 255);
        fake.set(0x4E, 983 >> 5).set(0x4F, 983 << 3);
        assertKnown(3_932_160 / 983.0, fan.rpm());
    }

    @Test
    void readsBothFansOfAnEmc2302() throws IOException {
        ByteFake fake = ByteFake.emc2302();
        FanController first = made(PartCatalog.FANS, "emc2302", fake, Map.of("fan", 1.0));
        FanController second = made(PartCatalog.FANS, "emc2302", fake, Map.of("fan", 2.0));
        first.configure();
        second.configure();
        assertSteps(first, fake, 0x30, 255);
        assertSteps(second, fake, 0x40, 255);
        fake.set(0x3E, 0xFF).set(0x3F, 0xF8).set(0x4E, 0x20).set(0x4F, 0x00);
        assertKnown(0, first.rpm());
        assertKnown(3840, second.rpm());
        fake.set(0x3E, 0).set(0x3F, 0);
        assertUnknown("Infinity", first.rpm());
    }

    @Test
    void readsATmp1075() throws IOException {
        WordFake fake = WordFake.tmp1075();
        Thermometer part = thermometer("tmp1075", fake, Map.of());
        part.configure();
        assertKnown(25, part.celsius());
        fake.set(0x00, 0x0010);
        assertKnown(0.0625, part.celsius());
        fake.set(0x00, 0xFFF0);
        assertKnown(-0.0625, part.celsius());
        fake.set(0x00, 0xC900);
        assertKnown(-55, part.celsius());
        fake.set(0x00, 0x7FF0);
        assertUnknown("127.94", part.celsius());
        fake.set(0x00, 0x8000);
        assertUnknown("-128", part.celsius());
        fake.set(0x01, 0x01FF);
        part.configure();
        assertEquals(0x00FF, fake.at(0x01));
        fake.set(0x0F, 0xFFFF);
        assertRefuses("TMP1075 at 4c, register 0f: ffff", part);
    }

    @Test
    void readsATmp451BelowZeroToo() throws IOException {
        ByteFake fake = ByteFake.tmp451();
        Thermometer part = thermometer("tmp451", fake, Map.of("offset-celsius", -7.0));
        part.configure();
        assertEquals(0x04, fake.at(0x03));
        fake.set(0x01, 0x40 + 57).set(0x10, 0x80);
        assertKnown(50.5, part.celsius());
        fake.set(0x01, 0x40 - 3).set(0x10, 0);
        assertKnown(-10, part.celsius());
        fake.set(0x02, 0x04);
        assertUnknown("register 02: the diode is open", part.celsius());
        fake.set(0x02, 0).set(0x01, 0xFF);
        assertUnknown("184.00, which is not", part.celsius());
        fake.set(0xFE, 0x54);
        assertRefuses("TMP451 at 4c, register fe: 54", part);
    }

    @Test
    void readsAnIna260() throws IOException {
        WordFake fake = WordFake.ina260();
        PowerMeter meter = made(PartCatalog.POWER_METERS, "ina260", fake, Map.of());
        meter.configure();
        assertKnown(5, meter.inputVolts());
        assertKnown(0, meter.watts());
        fake.set(0x03, 1234).set(0x02, 0x7D00);
        assertKnown(12.34, meter.watts());
        assertKnown(40, meter.inputVolts());
        fake.set(0x03, 0xFFFF).set(0x02, 0xFFFF);
        assertUnknown("655.35", meter.watts());
        assertUnknown("81.92", meter.inputVolts());
        fake.set(0xFF, 0x2271);
        meter.configure();
        fake.set(0xFF, 0x2260);
        assertRefuses("INA260 at 4c, register ff: 2260, not 2270", meter);
    }

    @Test
    void readsATps546sMeasurements() throws IOException {
        FakeTps546 fake = new FakeTps546().amps(15.5).celsius(63.5);
        PowerMeter meter = made(PartCatalog.POWER_METERS, "tps546", fake, Map.of());
        Thermometer part = thermometer("tps546", fake, Map.of());
        meter.configure();
        part.configure();
        assertKnown(5, meter.inputVolts());
        assertKnown(0, meter.watts());
        assertKnown(63.5, part.celsius());
        fake.raw(0x8B, 600);
        assertKnown(600 / 512.0 * 15.5, meter.watts());
        fake.raw(0x88, 0xFFFF).raw(0x8D, 0xFFFF);
        assertUnknown("not within", meter.inputVolts());
        assertKnown(-0.5, part.celsius());
        fake.raw(0x8D, 0x7BFF);
        assertUnknown("not within", part.celsius());
    }

    @Test
    void refusesOtherEmcParts() {
        ByteFake fake = ByteFake.emc2101();
        Thermometer diode = thermometer("emc2101", fake, Map.of("ideality", 36.0, "beta", 0.0));
        fake.constant(0xFD, 0x36);
        assertRefuses("EMC2101 at 4c, register fd: product 36", diode);
        fake.constant(0xFE, 0xFF);
        assertRefuses("manufacturer ff, not 5d", diode);
    }

    /** A part that gives fewer or more bytes than it was asked for. */
    @Test
    void refusesAnswersOfAnotherLength() {
        FakePart stingy =
                new FakePart() {
                    @Override
                    public void write(int register, byte[] data) {}

                    @Override
                    public byte[] read(int register, int length) {
                        return new byte[] {1, 2, 3, 4, 5};
                    }
                };
        Thermometer part = thermometer("tmp1075", stingy, Map.of());
        assertUnknown("5 bytes instead of 2: 0102030405", part.celsius());
    }

    @Test
    void catalogueKnowsItsKinds() {
        assertTrue(PartCatalog.REGULATORS.kinds().contains("tps546"));
        assertTrue(PartCatalog.FANS.settings("tmp451").isEmpty());
        PartPlan none = new PartPlan("lm75", OptionalInt.of(1), Map.of());
        assertThrows(
                IllegalArgumentException.class,
                () -> PartCatalog.THERMOMETERS.make(none, bus, time));
        PartPlan bare = new PartPlan("emc2101", OptionalInt.of(1), Map.of());
        assertThrows(
                IllegalArgumentException.class,
                () -> PartCatalog.THERMOMETERS.make(bare, bus, time));
    }
}
