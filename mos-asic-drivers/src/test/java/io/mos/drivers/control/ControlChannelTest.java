package io.mos.drivers.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.VirtualTime;
import io.mos.drivers.peripheral.ByteFake;
import io.mos.drivers.peripheral.FakeBus;
import io.mos.drivers.peripheral.GpioLines.Level;
import io.mos.drivers.peripheral.WordFake;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ControlChannelTest {
    private static final int EMC2101 = 0x4C;
    private static final int INA260 = 0x40;

    private final VirtualTime time = new VirtualTime();
    private final ByteFake emc2101 = ByteFake.emc2101();
    private final FakeBus bus =
            new FakeBus().with(EMC2101, emc2101).with(INA260, WordFake.ina260());

    private FakeFirmware firmware(ControlVersion version) {
        return new FakeFirmware(version, bus, time);
    }

    private static void assertFails(String part, Executable action) {
        String message = String.valueOf(assertThrows(IOException.class, action).getMessage());
        assertTrue(message.contains(part), message);
    }

    private Duration taken(Executable action) throws Throwable {
        long start = time.nanos();
        action.execute();
        return Duration.ofNanos(time.nanos() - start);
    }

    @ParameterizedTest
    @EnumSource
    void findsOutTheVersionAndReachesEverything(ControlVersion version) throws IOException {
        FakeFirmware firmware = firmware(version);
        ControlChannel channel = ControlChannel.open(firmware, time);
        assertEquals(version, channel.version());
        channel.write(EMC2101, 0x4C, (byte) 0x3F);
        assertEquals(0x3F, emc2101.at(0x4C));
        assertArrayEquals(new byte[] {0x54, 0x49}, channel.read(INA260, 0xFE, 2));
        channel.set(1, Level.HIGH);
        assertTrue(firmware.isHigh(1));
        assertEquals(Level.HIGH, channel.level(1));
        assertEquals(Level.LOW, channel.level(0));
        assertEquals(0x1234, channel.read(0x50));
        channel.show(0xFF, 0, 0xFF);
        assertEquals(List.of("write 4c4c3f", "line 1 = 1"), firmware.log());
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsSeenAtOnceAndNamed(ControlVersion version) throws Throwable {
        ControlChannel channel = new ControlChannel(firmware(version), time, version);
        Duration taken =
                taken(() -> {
                    assertFails(
                            "address 10, register 20: status ff",
                            () -> channel.read(0x10, 0x20, 2));
                    assertFails(
                            "address 10, register 20: status ff", () -> channel.write(0x10, 0x20));
                    assertFails("line 7: status ff", () -> channel.set(7, Level.LOW));
                });
        assertEquals(Duration.ofMillis(3), taken);
        assertEquals(Level.LOW, channel.level(0));
    }

    @ParameterizedTest
    @EnumSource
    void aLateAnswerIsNeverTheNextOnes(ControlVersion version) throws IOException {
        FakeFirmware firmware = firmware(version);
        ControlChannel channel = new ControlChannel(firmware, time, version);
        channel.limit(Duration.ofMillis(100), Duration.ofHours(1));
        firmware.taking(Duration.ofMillis(150));
        assertFails("no answer in time", () -> channel.level(0));
        firmware.drive(1);
        firmware.taking(Duration.ofMillis(60));
        assertEquals(Level.HIGH, channel.level(1));
        assertArrayEquals(new byte[] {0x54, 0x49}, channel.read(INA260, 0xFE, 2));
    }

    /** In v0 the length of a failure, 4, is not what follows it. */
    @ParameterizedTest
    @EnumSource
    void aLateRefusalIsNeverTheNextOnes(ControlVersion version) throws IOException {
        FakeFirmware firmware = firmware(version);
        ControlChannel channel = new ControlChannel(firmware, time, version);
        channel.limit(Duration.ofMillis(100), Duration.ofHours(1));
        firmware.taking(Duration.ofMillis(150));
        assertFails("no answer in time", () -> channel.read(0x10, 0, 2));
        firmware.taking(Duration.ofMillis(60));
        assertEquals(Level.LOW, channel.level(0));
    }

    @ParameterizedTest
    @EnumSource
    void readsFourBytesToo(ControlVersion version) throws IOException {
        ControlChannel channel = new ControlChannel(firmware(version), time, version);
        assertArrayEquals(new byte[] {0x5D, 0, 0, 25}, channel.read(EMC2101, 0xFE, 4));
        for (int length = 1; length <= 255; length++) {
            assertEquals(length, channel.read(INA260, 0, length).length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void dropsWhatNobodyAskedFor(ControlVersion version) throws IOException {
        FakeFirmware firmware = firmware(version);
        ControlChannel channel = new ControlChannel(firmware, time, version);
        firmware.babble("ffffffff");
        assertEquals(Level.LOW, channel.level(0));
        firmware.babble("ffff0000");
        assertFails("no answer but a length of 65535", () -> channel.level(0));
        assertEquals(Level.LOW, channel.level(0));
    }

    @ParameterizedTest
    @EnumSource
    void waitsNoLongerThanItsLimits(ControlVersion version) throws Throwable {
        FakeFirmware firmware = firmware(version).swallowing(10);
        ControlChannel channel = new ControlChannel(firmware, time, version);
        assertEquals(
                ControlChannel.USUAL_LIMIT,
                taken(() -> assertFails("no answer in time", () -> channel.level(0))));
        channel.limit(Duration.ofMillis(200), Duration.ofMillis(500));
        Duration taken =
                taken(() -> {
                    assertFails("no answer in time", () -> channel.level(0));
                    assertFails("no answer in time", () -> channel.level(0));
                    assertFails("no answer in time", () -> channel.level(0));
                    assertFails("no time left", () -> channel.level(0));
                });
        assertEquals(Duration.ofMillis(500), taken);
    }

    /** The daemon before was killed in the middle of an exchange. */
    @ParameterizedTest
    @EnumSource
    void opensABoardInTheMiddleOfAnAnswer(ControlVersion version) throws IOException {
        FakeFirmware firmware = firmware(version);
        firmware.babbleLater("fe54");
        assertEquals(version, ControlChannel.open(firmware, time).version());
        FakeFirmware deaf = firmware(version).swallowing(2);
        assertEquals(version, ControlChannel.open(deaf, time).version());
        FakeFirmware silent = firmware(version).swallowing(3);
        assertFails("no answer in time", () -> ControlChannel.open(silent, time));
    }

    @ParameterizedTest
    @EnumSource
    void idsComeAroundWithoutHarm(ControlVersion version) throws IOException {
        FakeFirmware firmware = firmware(version);
        ControlChannel channel = new ControlChannel(firmware, time, version);
        for (int i = 0; i < 600; i++) {
            channel.set(1, i % 3 == 0 ? Level.HIGH : Level.LOW);
            assertEquals(i % 3 == 0 ? Level.HIGH : Level.LOW, channel.level(1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysThatTheBoardIsGone(ControlVersion version) throws IOException {
        FakeFirmware firmware = firmware(version);
        ControlChannel channel = ControlChannel.open(firmware, time);
        firmware.unplug();
        assertFails("line 0: gone: unplugged", () -> channel.level(0));
        channel.close();
        assertFails("line 0: closed", () -> channel.level(0));
        assertFails("closed", () -> ControlChannel.open(firmware, time));
    }
}
