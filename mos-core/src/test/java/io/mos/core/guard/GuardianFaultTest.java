package io.mos.core.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.guard.rule.FanController;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.Reading;
import io.mos.core.testkit.Gen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every fault of a board's sensors, fan, bus and driver: at any moment, on a quick bus and on one
 * whose every call takes the longest it may, hash power is gone within the bound.
 */
@Tag("sim")
final class GuardianFaultTest {

    private static final Duration STEADY = Duration.ofSeconds(90);
    private static final int MOMENTS = 12;

    /** What goes wrong, what it is called and how soon power must be off. */
    private record Case(String what, String fault, Duration within, Consumer<GuardRig> inject) {}

    private static final List<Case> CASES =
            List.of(
                    hot("chip over its limit", rig -> chip(rig, FakeBoard.LIMIT + 0.1)),
                    hot("chip far over its limit", rig -> chip(rig, 124)),
                    hot("regulator over its limit", rig -> regulator(rig, 105.1)),
                    blind("chip reads 127: an open diode", rig -> chip(rig, 127)),
                    blind("chip reads -1", rig -> chip(rig, -1)),
                    blind("chip reads 0.0", rig -> chip(rig, 0)),
                    blind("chip reads -0.0", rig -> chip(rig, -0.0)),
                    blind("chip reads no number", rig -> chip(rig, Double.NaN)),
                    blind("chip reads infinity", rig -> chip(rig, Double.POSITIVE_INFINITY)),
                    blind("chip reads -273", rig -> chip(rig, -273)),
                    blind("chip reads 255", rig -> chip(rig, 255)),
                    blind(
                            "chip does not answer",
                            rig -> rig.board.chip = () -> rig.board.error("I2C")),
                    blind(
                            "chip's diode is shorted",
                            rig -> rig.board.chip = () -> rig.board.error("short")),
                    blind("chip's reading is an old one", GuardianFaultTest::stale),
                    blind(
                            "regulator does not answer",
                            rig -> rig.board.regulator = () -> rig.board.error("I2C")),
                    blind("regulator reads 127", rig -> regulator(rig, 127)),
                    blind("the board's code fails", rig -> rig.board.defect = "index 3 of 2"),
                    fan("fan stands", rig -> rig.board.rpm = () -> rig.board.now(0)),
                    fan(
                            "fan stands and the counter is full",
                            rig -> rig.board.rpm = () -> rig.board.now(82)),
                    fan(
                            "fan's counter does not answer",
                            rig -> rig.board.rpm = () -> rig.board.error("I2C")),
                    fan(
                            "fan's counter is broken",
                            rig -> rig.board.rpm = () -> rig.board.now(5_400_000)),
                    other("power far over its limit", "over-power", 2, rig -> watts(rig, 60)),
                    other("power over its limit", "over-power", 4, rig -> watts(rig, 41)),
                    other(
                            "supply above the highest",
                            "regulator-fault",
                            4,
                            rig -> core(rig, 1_400)),
                    other("supply sags", "regulator-fault", 4, rig -> core(rig, 900)),
                    other("fan cannot be set", "fan-fault", 25, rig -> rig.board.failingFans = 100),
                    other("driver is silent", "driver-gone", 5, rig -> rig.isDriverAlive = false),
                    other("driver failed", "driver-failed", 2, GuardianFaultTest::driverGone));

    private static Case hot(String what, Consumer<GuardRig> inject) {
        return new Case(what, "over-temperature", Bounds.HEAT, inject);
    }

    private static Case blind(String what, Consumer<GuardRig> inject) {
        return new Case(what, "no-temperature", Bounds.NO_SAMPLE, inject);
    }

    private static Case fan(String what, Consumer<GuardRig> inject) {
        return new Case(what, "fan-stalled", Bounds.FAN, inject);
    }

    private static Case other(String what, String fault, int seconds, Consumer<GuardRig> inject) {
        return new Case(what, fault, Duration.ofSeconds(seconds), inject);
    }

    @TestFactory
    Stream<DynamicTest> cutsInTimeOnAQuickBus() {
        return CASES.stream()
                .map(each -> DynamicTest.dynamicTest(each.what(), () -> check(each, _ -> {})));
    }

    @TestFactory
    Stream<DynamicTest> cutsInTimeOnTheSlowestBus() {
        return CASES.stream()
                .map(each ->
                        DynamicTest.dynamicTest(
                                each.what(), () -> check(each, rig -> rig.board.slowest())));
    }

    private static void check(Case fault, Consumer<GuardRig> bus) {
        Gen gen = Gen.ofSeed(4);
        for (int i = 0; i < MOMENTS; i++) {
            check(fault, bus, Duration.ofMillis(gen.intBetween(0, 1_500)));
        }
    }

    /** The fault comes in the midst of whatever the guardian is at just then. */
    private static void check(Case fault, Consumer<GuardRig> bus, Duration moment) {
        GuardRig rig = new GuardRig();
        bus.accept(rig);
        rig.bringUp();
        rig.run(STEADY);
        assertTrue(rig.board.isHashing(), "it hashes before the fault");
        List<Long> injected = new ArrayList<>();
        rig.time.schedule(
                moment,
                () -> {
                    injected.add(rig.time.nanos());
                    fault.inject().accept(rig);
                });
        rig.runUntil(() -> !rig.board.isHashing(), Duration.ofMinutes(1));
        Duration took = Duration.ofNanos(rig.board.offNanos() - injected.getFirst());
        assertTrue(
                took.compareTo(fault.within()) <= 0,
                () -> "took " + took + " when it came after " + moment);
        rig.turn();
        assertEquals(fault.fault(), rig.cuts.getFirst().name());
        assertFalse(rig.board.isOn());
        if (rig.board.failingFans == 0) {
            assertEquals(FanController.FULL, rig.board.fan());
        }
        FleetEvent.BoardCut event =
                assertInstanceOf(FleetEvent.BoardCut.class, rig.events().getFirst());
        assertEquals(rig.cuts.getFirst(), event.fault());
    }

    @Test
    void findsASensorThatIsStuckWhilePowerMoves() {
        GuardRig rig = steady();
        double stuck = 61.5;
        rig.board.chip = () -> rig.board.now(stuck);
        rig.run(Duration.ofMinutes(2));
        assertTrue(rig.board.isHashing(), "nothing moved: it may well be so warm");
        watts(rig, 12);
        Duration took = rig.runUntil(() -> !rig.board.isHashing(), Duration.ofSeconds(30));
        assertTrue(took.toSeconds() <= 10, took::toString);
        assertEquals(
                new Fault("no-temperature", "chip: stuck at 61.5 °C while power moves"),
                rig.cuts.getFirst());
    }

    @Test
    void doubtsAJumpUntilItStays() {
        GuardRig rig = steady();
        chip(rig, 20);
        rig.turn();
        assertEquals(FanController.FULL, rig.board.fan(), "what is not known is hot");
        rig.run(Duration.ofSeconds(10));
        assertTrue(rig.board.isHashing());
        Reading<Double> told = rig.guard().readings().temperatures().getFirst().tempCelsius();
        assertEquals(20, told.known().orElseThrow());
    }

    @Test
    void forgivesASensorTwoBadAnswers() {
        GuardRig rig = steady();
        double before = rig.count("mos_guard_doubtful_readings");
        for (int i = 0; i < 20; i++) {
            rig.board.chip = () -> rig.board.error("time-out");
            rig.turn();
            rig.turn();
            rig.board.chip = () -> rig.board.now(60 + rig.board.wobble());
            rig.run(Duration.ofSeconds(1));
        }
        assertTrue(rig.board.isHashing());
        assertEquals(40, rig.count("mos_guard_doubtful_readings") - before);
    }

    @Test
    void keepsTryingOnABusThatHangs() {
        GuardRig rig = steady();
        rig.board.isHung = true;
        rig.run(Duration.ofSeconds(3));
        assertEquals("no-temperature", rig.cuts.getFirst().name());
        int tried = rig.board.cuts();
        rig.run(Duration.ofMinutes(1));
        assertTrue(rig.board.cuts() - tried >= 40, "each turn: " + (rig.board.cuts() - tried));
        rig.board.isHung = false;
        rig.run(Duration.ofSeconds(2));
        assertFalse(rig.board.isOn());
    }

    @Test
    void startsInAColdGarage() {
        coldGarage(0.125, 0.3);
        coldGarage(0.125, 2);
        coldGarage(1, 0.7);
        coldGarage(1, 2);
    }

    /** Without power the diode says −1; with it, −5 °C and then more, past −1 and 0. */
    private static void coldGarage(double resolution, double celsiusPerSecond) {
        GuardRig rig = new GuardRig();
        FakeBoard board = rig.board;
        board.chip = () -> board.now(-1);
        board.regulator = () -> board.now(-5);
        rig.run(Duration.ofMinutes(5));
        assertEquals(List.of(), rig.cuts);
        rig.bringUp();
        long since = rig.time.nanos();
        board.chip =
                () -> {
                    double seconds = (rig.time.nanos() - since) / 1e9;
                    double celsius = Math.min(55, -5 + celsiusPerSecond * seconds);
                    return board.now(Math.floor(celsius / resolution) * resolution);
                };
        board.regulator = () -> board.now(-5 + (rig.time.nanos() - since) / 1e9 / 3);
        rig.run(Duration.ofMinutes(3));
        assertEquals(List.of(), rig.cuts);
        assertTrue(board.isHashing());
    }

    @Test
    void doesNotMindADiodeWithoutPower() {
        for (double silent : new double[] {-1, 127, 0}) {
            GuardRig rig = new GuardRig();
            chip(rig, silent);
            rig.run(Duration.ofMinutes(5));
            assertEquals(List.of(), rig.cuts);
            rig.bringUp();
            rig.board.chip = () -> rig.board.now(30 + rig.board.wobble());
            rig.run(Duration.ofMinutes(2));
            assertTrue(rig.board.isHashing());
        }
    }

    @Test
    void stopsAChipThatNeverTellsItsTemperature() {
        GuardRig rig = new GuardRig();
        chip(rig, -1);
        rig.bringUp();
        long released = rig.time.nanos();
        rig.runUntil(() -> !rig.board.isHashing(), Duration.ofSeconds(10));
        Duration took = Duration.ofNanos(rig.board.offNanos() - released);
        assertTrue(took.compareTo(Bounds.NO_SAMPLE) <= 0, took::toString);
    }

    @Test
    void waitsForChipsThatAreHeldInReset() {
        GuardRig rig = new GuardRig();
        chip(rig, -1);
        rig.done(answer -> rig.guard().control().powerOn(1_150, answer));
        rig.run(Duration.ofMinutes(3));
        assertEquals(List.of(), rig.cuts, "no chip hashes");
        assertTrue(rig.board.isOn());
    }

    private static GuardRig steady() {
        GuardRig rig = new GuardRig();
        rig.bringUp();
        rig.run(STEADY);
        assertTrue(rig.board.isHashing());
        return rig;
    }

    private static void chip(GuardRig rig, double celsius) {
        rig.board.chip = () -> rig.board.now(celsius);
    }

    private static void regulator(GuardRig rig, double celsius) {
        rig.board.regulator = () -> rig.board.now(celsius);
    }

    private static void watts(GuardRig rig, double watts) {
        rig.board.watts = () -> rig.board.now(watts);
    }

    private static void core(GuardRig rig, double millivolts) {
        rig.board.core = () -> rig.board.now(millivolts);
    }

    private static void stale(GuardRig rig) {
        Reading<Double> old = rig.board.now(60);
        rig.board.chip = () -> old;
    }

    private static void driverGone(GuardRig rig) {
        rig.isDriverAlive = false;
        rig.guard().driverGone(new Fault("driver-failed", "it threw"));
    }
}
