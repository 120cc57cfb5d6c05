package io.mos.drivers.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.device.BoardControl.ResetLine;
import io.mos.core.guard.BoardSample;
import io.mos.core.guard.ProtectedBoard;
import io.mos.core.telemetry.Reading;
import io.mos.core.testkit.VirtualTime;
import io.mos.drivers.board.FakeBoards.Gamma;
import io.mos.drivers.board.FakeBoards.Ultra;
import io.mos.drivers.control.ControlChannel;
import io.mos.drivers.control.ControlVersion;
import io.mos.drivers.control.FakeFirmware;
import io.mos.drivers.peripheral.FakeTps546;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ControlledBoardTest {

    private final VirtualTime time = new VirtualTime();

    private ControlledBoard board(String name, FakeFirmware firmware, ControlVersion version) {
        ControlChannel channel = new ControlChannel(firmware, time, version);
        BoardFile file = BoardFiles.named(name).orElseThrow();
        return new ControlledBoard(file.plan().protection(), channel, time);
    }

    private Duration taken(Executable action) throws Throwable {
        long start = time.nanos();
        action.execute();
        return Duration.ofNanos(time.nanos() - start);
    }

    private static void assertFails(String part, Executable action) {
        String message = String.valueOf(assertThrows(IOException.class, action).getMessage());
        assertTrue(message.contains(part), message);
    }

    private static String reason(Reading<Double> reading) {
        return assertInstanceOf(Reading.Unknown.class, reading).reason();
    }

    @ParameterizedTest
    @EnumSource
    void bringsAGammaUpAndDown(ControlVersion version) throws IOException {
        Gamma gamma = Gamma.of(version, time);
        ControlledBoard board = board("bitaxe-gamma", gamma.firmware(), version);
        gamma.firmware().drive(0);
        gamma.firmware().drive(1);
        board.prepare();
        assertEquals(
                List.of("line 0 = 0", "write 240100", "line 1 = 0", "line 2 = 0"),
                gamma.firmware().log().subList(0, 4));
        gamma.firmware().log().clear();
        board.powerOn(1150);
        assertEquals(1.15, gamma.tps546().volts(), 0.001);
        assertTrue(gamma.firmware().isHigh(1) && gamma.firmware().isHigh(2));
        assertFalse(gamma.firmware().isHigh(0));
        assertOrder(
                gamma.firmware().log(), "line 0 = 0", "line 2 = 1", "line 1 = 1", "write 240180");
        board.reset(ResetLine.RELEASED);
        assertTrue(gamma.firmware().isHigh(0));
        board.setVoltage(1200);
        assertEquals(1.2, gamma.tps546().volts(), 0.001);
        board.setFan(40);
        assertEquals(26, gamma.emc2101().at(0x4C));
        gamma.firmware().log().clear();
        board.cut();
        assertEquals(
                List.of("line 0 = 0", "write 240100", "line 1 = 0", "line 2 = 0"),
                gamma.firmware().log());
        assertFalse(gamma.tps546().isOn());
    }

    private static void assertOrder(List<String> log, String... steps) {
        int last = -1;
        for (String step : steps) {
            int at = log.indexOf(step);
            assertTrue(at > last, step + " in " + log);
            last = at;
        }
    }

    @Test
    void samplesAGamma() throws IOException {
        Gamma gamma = Gamma.of(ControlVersion.V0, time);
        ControlledBoard board = board("bitaxe-gamma", gamma.firmware(), ControlVersion.V0);
        board.prepare();
        board.powerOn(1150);
        gamma.tps546().amps(16).celsius(71.5);
        gamma.emc2101().diode(58.25).tachometer(1200);
        BoardSample sample = board.sample();
        assertEquals("chip", sample.temperatures().getFirst().sensor().name());
        assertEquals(58.25, sample.temperatures().getFirst().celsius().known().orElseThrow());
        assertEquals(71.5, sample.temperatures().getLast().celsius().known().orElseThrow());
        assertEquals(4500, sample.fanRpm().orElseThrow().known().orElseThrow());
        assertEquals(5, sample.inputVolts().orElseThrow().known().orElseThrow());
        assertEquals(18.4, sample.inputWatts().orElseThrow().known().orElseThrow(), 0.01);
        assertEquals(1150, sample.coreMillivolts().orElseThrow().known().orElseThrow(), 1);
    }

    /** Its converter is switched by a line, and stands above the chips' limit until it is told. */
    @ParameterizedTest
    @EnumSource
    void bringsAnUltraUpAndDown(ControlVersion version) throws IOException {
        Ultra ultra = Ultra.of(version, time);
        ControlledBoard board = board("bitaxe-ultra", ultra.firmware(), version);
        board.prepare();
        assertEquals(0xDF, ultra.ds4432u().at(0xF8));
        ultra.firmware().log().clear();
        board.powerOn(1200);
        assertEquals(0xC4, ultra.ds4432u().at(0xF8));
        assertOrder(ultra.firmware().log(), "write 48f8c4", "line 2 = 1", "line 1 = 1");
        ultra.ina260().set(0x03, 1210);
        ultra.emc2101().set(0x00, 50);
        BoardSample sample = board.sample();
        assertEquals(12.1, sample.inputWatts().orElseThrow().known().orElseThrow(), 1e-9);
        assertEquals(55, sample.temperatures().getFirst().celsius().known().orElseThrow());
        assertTrue(sample.coreMillivolts().isEmpty());
        board.cut();
        assertFalse(ultra.firmware().isHigh(1) || ultra.firmware().isHigh(2));
    }

    @Test
    void refusesAVoltageOutOfTheBoardsLimits() throws IOException {
        Gamma gamma = Gamma.of(ControlVersion.V1, time);
        ControlledBoard board = board("bitaxe-gamma", gamma.firmware(), ControlVersion.V1);
        board.prepare();
        assertFails("1251 mV is not within 1000 to 1250", () -> board.powerOn(1251));
        assertFails("999 mV is not within", () -> board.setVoltage(999));
        assertFalse(gamma.firmware().isHigh(1));
    }

    /** Another board behind the same USB texts: nothing is switched on. */
    @Test
    void leavesAnotherBoardOff() {
        Ultra ultra = Ultra.of(ControlVersion.V0, time);
        ControlledBoard board = board("bitaxe-gamma", ultra.firmware(), ControlVersion.V0);
        ultra.firmware().drive(0);
        ultra.firmware().drive(1);
        assertFails("address 24, register 01", board::prepare);
        assertFails("address 24", () -> board.powerOn(1150));
        assertFalse(ultra.firmware().isHigh(0) || ultra.firmware().isHigh(1));
    }

    @ParameterizedTest
    @EnumSource
    void cutsWhatItCanWhenAStepFails(ControlVersion version) throws Throwable {
        Gamma gamma = Gamma.of(version, time);
        ControlledBoard board = board("bitaxe-gamma", gamma.firmware(), version);
        board.prepare();
        board.powerOn(1150);
        board.reset(ResetLine.RELEASED);
        gamma.firmware().wedging(FakeBoards.TPS546);
        Duration taken = taken(() -> assertFails("address 24, register 01: no answer", board::cut));
        assertFalse(gamma.firmware().isHigh(0));
        assertFalse(gamma.firmware().isHigh(1) || gamma.firmware().isHigh(2));
        assertTrue(taken.compareTo(Duration.ofMillis(100)) < 0, taken::toString);
    }

    @Test
    void cutsTheRestWhenTheResetIsNotAnswered() throws Throwable {
        Gamma gamma = Gamma.of(ControlVersion.V1, time);
        ControlledBoard board = board("bitaxe-gamma", gamma.firmware(), ControlVersion.V1);
        board.prepare();
        board.powerOn(1150);
        gamma.firmware().swallowing(1);
        assertFails("line 0: no answer in time", board::cut);
        assertFalse(gamma.tps546().isOn());
        gamma.firmware().swallowing(1_000);
        Duration taken = taken(() -> assertFails("no answer in time", board::cut));
        assertTrue(taken.compareTo(ControlledBoard.CUT_BOUND) <= 0, taken::toString);
    }

    /** The part's other readings fail too; the other parts' do not. */
    @ParameterizedTest
    @EnumSource
    void aWedgedPartDoesNotHoldUpASample(ControlVersion version) throws Throwable {
        Gamma gamma = Gamma.of(version, time);
        ControlledBoard board = board("bitaxe-gamma", gamma.firmware(), version);
        board.prepare();
        board.powerOn(1150);
        gamma.firmware().wedging(FakeBoards.EMC2101);
        Duration taken =
                taken(() -> {
                    BoardSample sample = board.sample();
                    assertTrue(
                            reason(sample.temperatures().getFirst().celsius())
                                    .contains("address 4c, register 01: no answer in time"));
                    assertEquals(
                            40, sample.temperatures().getLast().celsius().known().orElseThrow());
                    assertTrue(reason(sample.fanRpm().orElseThrow()).contains("no answer"));
                    assertTrue(sample.coreMillivolts().orElseThrow().known().isPresent());
                });
        assertTrue(taken.compareTo(Duration.ofMillis(250)) < 0, taken::toString);
    }

    @ParameterizedTest
    @EnumSource
    void aDeadBusTakesNoLongerThanTheBound(ControlVersion version) throws Throwable {
        Gamma gamma = Gamma.of(version, time);
        ControlledBoard board = board("bitaxe-gamma", gamma.firmware(), version);
        board.prepare();
        gamma.firmware().wedging(FakeBoards.EMC2101).wedging(FakeBoards.TPS546);
        Duration taken =
                taken(() -> {
                    BoardSample sample = board.sample();
                    sample.temperatures().forEach(each -> reason(each.celsius()));
                    assertTrue(reason(sample.inputVolts().orElseThrow()).contains("no time left"));
                });
        assertEquals(ControlledBoard.SAMPLE_BOUND, taken);
    }

    /** Whichever exchange of a call is not answered, or none of them. */
    @ParameterizedTest
    @EnumSource
    void everyCallKeepsItsPromisedTime(ControlVersion version) throws Throwable {
        Gamma gamma = Gamma.of(version, time);
        ControlledBoard board = board("bitaxe-gamma", gamma.firmware(), version);
        for (int answered = 0; answered < 80; answered++) {
            for (int swallowed : new int[] {1, 2, 1_000}) {
                Runnable fault = faultOf(gamma.firmware(), answered, swallowed);
                assertWithin(ProtectedBoard.POWER_ON_LIMIT, fault, board::prepare);
                assertWithin(ProtectedBoard.POWER_ON_LIMIT, fault, () -> board.powerOn(1150));
                assertWithin(ProtectedBoard.ACTION_LIMIT, fault, () -> board.setVoltage(1200));
                assertWithin(ProtectedBoard.ACTION_LIMIT, fault, () -> board.reset(ResetLine.HELD));
                assertWithin(ProtectedBoard.ACTION_LIMIT, fault, () -> board.setFan(100));
                assertWithin(ProtectedBoard.SAMPLE_LIMIT, fault, board::sample);
                assertWithin(ProtectedBoard.ACTION_LIMIT, fault, board::cut);
            }
        }
    }

    private static Runnable faultOf(FakeFirmware firmware, int answered, int swallowed) {
        return () -> firmware.swallowingAfter(answered, swallowed);
    }

    private void assertWithin(Duration limit, Runnable fault, Executable call) throws Throwable {
        fault.run();
        Duration taken =
                taken(() -> {
                    try {
                        call.execute();
                    } catch (IOException _) {
                        // Said; what counts here is when.
                    }
                });
        assertTrue(taken.compareTo(limit) <= 0, taken + " is more than " + limit);
    }

    @Test
    void sampleOfAnUnpluggedBoardIsUnknown() throws IOException {
        Gamma gamma = Gamma.of(ControlVersion.V1, time);
        ControlledBoard board = board("bitaxe-gamma", gamma.firmware(), ControlVersion.V1);
        board.prepare();
        gamma.firmware().unplug();
        BoardSample sample = board.sample();
        assertTrue(reason(sample.temperatures().getFirst().celsius()).contains("unplugged"));
        assertFails("unplugged", board::cut);
    }

    /** A regulator whose own supply failed in between has forgotten its limits. */
    @Test
    void programsTheLimitsAtEachStart() throws IOException {
        Gamma gamma = Gamma.of(ControlVersion.V1, time);
        ControlledBoard board = board("bitaxe-gamma", gamma.firmware(), ControlVersion.V1);
        board.prepare();
        var fresh = new FakeTps546();
        gamma.bus().with(FakeBoards.TPS546, fresh);
        gamma.firmware().log().clear();
        board.powerOn(1100);
        assertTrue(gamma.firmware().log().stream().anyMatch(each -> each.startsWith("write 244f")));
        assertEquals(1.1, fresh.volts(), 0.001);
    }

    /** What was begun is undone. */
    @Test
    void isOffAfterAStartThatFailed() throws IOException {
        Gamma gamma = Gamma.of(ControlVersion.V1, time);
        ControlledBoard board = board("bitaxe-gamma", gamma.firmware(), ControlVersion.V1);
        board.prepare();
        gamma.firmware().log().clear();
        gamma.bus().with(FakeBoards.TPS546, new FakeTps546().stuckOff());
        assertFails("0 mV instead of 1150", () -> board.powerOn(1150));
        assertFalse(gamma.firmware().isHigh(1) || gamma.firmware().isHigh(2));
    }
}
