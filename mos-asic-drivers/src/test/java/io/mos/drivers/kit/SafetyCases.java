package io.mos.drivers.kit;

import io.mos.core.command.Command;
import io.mos.core.device.ProtectionPlan;
import io.mos.core.device.ProtectionPlan.FanPlan;
import io.mos.core.device.ProtectionPlan.Tachometer;
import io.mos.core.telemetry.Fault;
import io.mos.drivers.sim.SimFault;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/**
 * What goes wrong around a driver: the guardian acts whatever it does, and it follows: silent while
 * power is away, up again when it may.
 */
final class SafetyCases {

    /** Parts of the time from start to hashing. */
    private static final List<Integer> PERCENTS = List.of(1, 15, 30, 50, 70, 90, 130);

    private static final Duration NO_SAMPLE = Duration.ofSeconds(3);
    private static final Duration NO_DRIVER = Duration.ofSeconds(5);

    /**
     * Until a sink that came loose has heated up; how soon the guardian sees it is its own test.
     */
    private static final Duration HEATING = Duration.ofMinutes(3);

    private static final Duration STALE = Duration.ofMinutes(4);
    private static final Duration SETTLED = Duration.ofSeconds(75);
    private static final Duration COOLED = Duration.ofMinutes(20);
    private static final Duration CLOCK_CHANGE = Duration.ofSeconds(20);
    private static final double LESS_MHZ = 100;

    private final Workbench workbench;

    SafetyCases(Workbench workbench) {
        this.workbench = workbench;
    }

    Stream<DynamicTest> unplug() {
        return PERCENTS.stream()
                .map(percent ->
                        DynamicTest.dynamicTest(
                                "unplugged %d %% through the bring-up".formatted(percent),
                                () -> unplugged(percent)));
    }

    Stream<DynamicTest> powerCut() {
        return PERCENTS.stream()
                .map(percent ->
                        DynamicTest.dynamicTest(
                                "power cut %d %% through the bring-up".formatted(percent),
                                () -> cut(percent)));
    }

    Stream<DynamicTest> sensors() {
        return Stream.of(
                fault("an open sensor", new SimFault.SensorOpen(), NO_SAMPLE),
                fault("a shorted sensor", new SimFault.SensorShort(), NO_SAMPLE),
                fault("a bus that does not answer", new SimFault.BusError(), NO_SAMPLE),
                fault("too hot", new SimFault.OverTemperature(), HEATING),
                DynamicTest.dynamicTest(
                        "hash power goes off for a fan that stands", this::fanStands),
                DynamicTest.dynamicTest(
                        "hash power goes off for a sensor that stands still while power moves",
                        this::staleSensor));
    }

    Stream<DynamicTest> hang() {
        return Stream.of(
                DynamicTest.dynamicTest(
                        "hash power goes off when the driver hangs", this::driverHangs),
                DynamicTest.dynamicTest(
                        "notices chips that say nothing any more", this::chipsHang));
    }

    private Bench begun() {
        Bench bench = workbench.bench(List.of());
        workbench.begin(bench);
        return bench;
    }

    private Duration part(int percent) {
        return workbench.untilHashing(begun()).multipliedBy(percent).dividedBy(100);
    }

    private void unplugged(int percent) {
        Duration when = part(percent);
        Bench bench = workbench.bench(List.of());
        bench.time().schedule(when, bench.cable()::unplug);
        workbench.begin(bench);
        bench.run(when.plusSeconds(10));
        bench.abandon();
        Counterpart board = bench.counterpart();
        board.replug(bench.time().nanos());
        Bench again = workbench.bench(board, bench.time());
        if (Cut.isByWire(again.plan())) {
            again.expect(
                    "no hash power before the driver asks for it",
                    !board.isHashing(again.time().nanos()));
        }
        workbench.begin(again);
        workbench.untilHashing(again);
    }

    private void cut(int percent) {
        Duration when = part(percent);
        Bench bench = workbench.bench(List.of());
        Assumptions.assumeTrue(Cut.isPossible(bench.plan()), "nothing can stop this board");
        Fault why = new Fault("a-test", "power is taken away for a test");
        bench.time().schedule(when, () -> bench.guardian().guard().driverGone(why));
        workbench.begin(bench);
        bench.run(when.plusSeconds(5));
        workbench.untilHashing(bench, workbench.subject().bringUp().plusMinutes(2));
        if (Cut.isByWire(bench.plan())) {
            bench.expect(
                    "nothing is written while power is away, not %d bytes"
                            .formatted(bench.bytesWhileCut()),
                    bench.bytesWhileCut() == 0);
        }
        bench.expect("power was taken away once at most", bench.cuts() <= 1);
        workbench.stillHashes(bench, Duration.ofSeconds(10));
    }

    private DynamicTest fault(String name, SimFault fault, Duration limit) {
        return DynamicTest.dynamicTest(
                "hash power goes off for " + name,
                () -> {
                    Bench bench = workbench.hashing();
                    Assumptions.assumeFalse(
                            protection(bench).sensors().isEmpty(), "this board has no sensor");
                    cutBy(bench, fault, limit);
                });
    }

    private void fanStands() {
        Bench bench = workbench.hashing();
        boolean isSeen =
                protection(bench)
                        .fan()
                        .map(FanPlan::tachometer)
                        .filter(each -> each == Tachometer.PRESENT)
                        .isPresent();
        Assumptions.assumeTrue(isSeen, "this board has no fan whose speed is measured");
        // It spins down before it stands.
        cutBy(
                bench,
                new SimFault.FanStop(),
                protection(bench).limits().fanStalled().plusSeconds(5));
    }

    private void staleSensor() {
        Bench bench = workbench.hashing();
        ProtectionPlan plan = protection(bench);
        Assumptions.assumeTrue(
                plan.powerMeter().isPresent() && !plan.sensors().isEmpty(),
                "this board has no sensor, or nothing tells that its power moves");
        bench.run(SETTLED);
        double before = Workbench.clockMhz(bench);
        moveClock(bench, before - LESS_MHZ, before);
        cutBy(bench, new SimFault.SensorStale(), STALE);
    }

    /** Up and down every twenty seconds, while there is power. */
    private static void moveClock(Bench bench, double next, double after) {
        bench.time()
                .schedule(
                        CLOCK_CHANGE,
                        () -> {
                            if (bench.cuts() == 0) {
                                bench.call(() ->
                                        bench.program()
                                                .onCommand(
                                                        new Command.SetFrequency(next), _ -> {}));
                                moveClock(bench, after, next);
                            }
                        });
    }

    /** Off in time, silent, and up again when the fault is over. */
    private void cutBy(Bench bench, SimFault fault, Duration limit) {
        long now = bench.time().nanos();
        Assumptions.assumeTrue(
                bench.counterpart().begin(fault, now),
                "this board's counterpart has no such fault");
        bench.until(
                "the guardian takes hash power away for " + fault.name(),
                limit,
                () -> bench.cuts() > 0);
        bench.expect("the chips are off", !bench.counterpart().isHashing(bench.time().nanos()));
        bench.run(Duration.ofSeconds(10));
        bench.expect("the driver does not say that it hashes", !bench.state().equals("hashing"));
        bench.counterpart().end(fault, bench.time().nanos());
        workbench.untilHashing(bench, COOLED);
        bench.expect(
                "nothing is written while power is away, not %d bytes"
                        .formatted(bench.bytesWhileCut()),
                bench.bytesWhileCut() == 0);
    }

    private void driverHangs() {
        Bench bench = workbench.hashing();
        Assumptions.assumeTrue(Cut.isByWire(bench.plan()), "no line can stop this board");
        bench.hang();
        bench.until(
                "the chips are off",
                NO_DRIVER,
                () -> !bench.counterpart().isHashing(bench.time().nanos()));
        bench.restart();
        workbench.update(bench, workbench.job("after the hang"));
        workbench.untilHashing(bench, workbench.subject().bringUp().plusMinutes(1));
    }

    private void chipsHang() {
        Bench bench = workbench.hashing();
        bench.cable().disturb((_, _) -> {});
        bench.until(
                "it no longer says that it hashes",
                Duration.ofMinutes(5),
                () -> !bench.state().equals("hashing"));
        bench.cable().disturb(Cable.Disturbance.NONE);
        workbench.untilHashing(bench, workbench.subject().bringUp().plusMinutes(5));
    }

    private static ProtectionPlan protection(Bench bench) {
        return bench.plan().protection();
    }
}
