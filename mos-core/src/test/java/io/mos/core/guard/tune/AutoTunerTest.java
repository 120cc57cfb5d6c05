package io.mos.core.guard.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.device.ProtectionPlan.Limits;
import io.mos.core.testkit.Gen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class AutoTunerTest {

    private static final Limits LIMITS =
            new Limits(75, 105, 625, 1_000, 1_250, 40, Duration.ofSeconds(5));
    private static final List<Double> MHZ =
            IntStream.rangeClosed(0, 20).mapToObj(i -> 400 + i * 12.5).toList();
    private static final List<Integer> MV =
            IntStream.rangeClosed(0, 8).mapToObj(i -> 1_000 + i * 50).toList();
    private static final TuningRange RANGE = TuningRange.within(LIMITS, MHZ, MV);
    private static final TuningPoint START = new TuningPoint(525, 1_150);

    @Test
    void keepsToWhatTheLimitsLeave() {
        assertEquals(625, RANGE.frequenciesMhz().getLast());
        assertEquals(1_250, RANGE.voltagesMillivolts().getLast());
        assertEquals(new TuningPoint(625, 1_250), RANGE.atMost(new TuningPoint(9_999, 9_999)));
        assertEquals(new TuningPoint(412.5, 1_100), RANGE.atMost(new TuningPoint(420, 1_149)));
        assertEquals(new TuningPoint(400, 1_000), RANGE.atMost(new TuningPoint(1, 1)));
    }

    @Test
    void judgesNothingOnTooLittle() {
        AutoTuner tuner = new AutoTuner(TuningGoal.HASHRATE, RANGE, START);
        Observation first = Chip.GOOD.at(START, 399);
        assertEquals(Optional.empty(), tuner.observe(first));
        assertEquals(Optional.empty(), tuner.lastGood());
        Optional<TuningPoint> next = tuner.observe(Chip.GOOD.at(START, 400));
        assertEquals(Optional.of(new TuningPoint(537.5, 1_150)), next);
        assertEquals(Optional.of(START), tuner.lastGood());
    }

    @Test
    void judgesOnAMinuteOfCounters() {
        AutoTuner tuner = new AutoTuner(TuningGoal.HASHRATE, RANGE, START);
        assertTrue(tuner.observe(Chip.GOOD.counted(START, Duration.ofMinutes(1))).isPresent());
    }

    @Test
    void findsTheMostHashesAChipCanMake() {
        TuningPoint end = settle(TuningGoal.HASHRATE, Chip.GOOD);
        assertTrue(Chip.GOOD.isHealthy(end), end::toString);
        assertEquals(Chip.GOOD.fastest(), end.frequencyMhz(), 12.5);
    }

    @Test
    void findsTheMostHashesForTheirPower() {
        TuningPoint end = settle(TuningGoal.EFFICIENCY, Chip.GOOD);
        double before = joules(START);
        assertTrue(joules(end) < before * 0.9, joules(end) + " after " + before);
        assertTrue(Chip.GOOD.isHealthy(end), end::toString);
    }

    @Test
    void findsTheSlowestFan() {
        TuningPoint end = settle(TuningGoal.NOISE, Chip.GOOD);
        assertTrue(Chip.GOOD.fan(end) <= 35, end + " has the fan at " + Chip.GOOD.fan(end));
        assertTrue(end.frequencyMhz() > 400, "but no slower than it must be");
    }

    @Test
    void staysWhereItsGoalCannotBeSeen() {
        AutoTuner tuner = new AutoTuner(TuningGoal.EFFICIENCY, RANGE, START);
        Observation seen = Chip.GOOD.at(START, 400);
        Observation blind =
                new Observation(
                        seen.nonces(),
                        seen.counted(),
                        seen.measuredGhs(),
                        seen.expectedGhs(),
                        seen.errorShare(),
                        OptionalDouble.empty(),
                        seen.overTargetCelsius(),
                        seen.fanPercent());
        assertEquals(Optional.empty(), tuner.observe(blind));
        assertTrue(tuner.isSettled());
        assertEquals(Optional.of(START), tuner.lastGood());
    }

    @Test
    void goesDownFromAStartThatIsTooMuch() {
        Chip poor = new Chip(420, 0.5, 1);
        AutoTuner tuner = new AutoTuner(TuningGoal.HASHRATE, RANGE, START);
        run(tuner, poor);
        assertTrue(poor.isHealthy(tuner.current()), tuner.current()::toString);
    }

    @Test
    void comesBackToTheLastGoodPointAfterAFault() {
        AutoTuner tuner = new AutoTuner(TuningGoal.HASHRATE, RANGE, START);
        tuner.observe(Chip.GOOD.at(START, 400));
        TuningPoint tooMuch = tuner.current();
        assertEquals(START, tuner.faulted());
        List<TuningPoint> seen = run(tuner, Chip.GOOD);
        assertFalse(seen.contains(tooMuch), "never again");
    }

    @Test
    void stepsDownWhenTheBestPointItselfFails() {
        AutoTuner tuner = new AutoTuner(TuningGoal.HASHRATE, RANGE, START);
        run(tuner, Chip.GOOD);
        TuningPoint best = tuner.current();
        TuningPoint after = tuner.faulted();
        assertEquals(best.frequencyMhz() - 12.5, after.frequencyMhz());
        assertEquals(Optional.empty(), tuner.lastGood(), "it has to prove itself");
        assertFalse(run(tuner, Chip.GOOD).contains(best));
    }

    @Test
    void leavesAPointThatIsHealthyNoMore() {
        AutoTuner tuner = new AutoTuner(TuningGoal.HASHRATE, RANGE, START);
        run(tuner, Chip.GOOD);
        TuningPoint best = tuner.current();
        run(tuner, new Chip(400, 0.7, 1));
        assertTrue(tuner.current().frequencyMhz() < best.frequencyMhz());
    }

    @Test
    @Tag("property")
    void movesOneStepOfOneThingAndSettles() {
        Gen.forAll(
                300,
                gen -> {
                    Chip chip =
                            new Chip(
                                    gen.intBetween(350, 600),
                                    gen.intBetween(2, 15) / 10.0,
                                    gen.intBetween(5, 25) / 10.0);
                    TuningPoint start =
                            new TuningPoint(gen.intBetween(0, 800), gen.intBetween(900, 1_400));
                    TuningGoal goal = gen.pick(List.of(TuningGoal.values()));
                    AutoTuner tuner = new AutoTuner(goal, RANGE, start);
                    TuningPoint at = tuner.current();
                    assertWithin(at);
                    int steps = 0;
                    while (!tuner.isSettled() && steps < 2_000) {
                        steps++;
                        if (gen.intBetween(0, 40) == 20) {
                            TuningPoint failed = at;
                            at = tuner.faulted();
                            boolean isLowest = at.equals(new TuningPoint(400, 1_000));
                            assertTrue(isLowest || !at.equals(failed));
                        } else {
                            Optional<TuningPoint> to = tuner.observe(chip.at(at, 400));
                            TuningPoint from = at;
                            to.ifPresent(next -> assertOneStep(from, next));
                            at = to.orElse(at);
                        }
                        assertEquals(at, tuner.current());
                        assertWithin(at);
                    }
                    boolean isHopeless = !chip.isHealthy(new TuningPoint(400, 1_000));
                    assertTrue(isHopeless || steps < 2_000, "never settles");
                    tuner.lastGood().ifPresent(good -> assertTrue(chip.isHealthy(good)));
                });
    }

    private static void assertOneStep(TuningPoint from, TuningPoint to) {
        boolean sameFrequency = from.frequencyMhz() == to.frequencyMhz();
        boolean sameVoltage = from.voltageMillivolts() == to.voltageMillivolts();
        assertTrue(sameFrequency != sameVoltage, from + " to " + to);
        assertTrue(Math.abs(from.frequencyMhz() - to.frequencyMhz()) <= 12.5);
        assertTrue(Math.abs(from.voltageMillivolts() - to.voltageMillivolts()) <= 50);
    }

    private static void assertWithin(TuningPoint point) {
        assertTrue(RANGE.frequenciesMhz().contains(point.frequencyMhz()));
        assertTrue(RANGE.voltagesMillivolts().contains(point.voltageMillivolts()));
    }

    private static double joules(TuningPoint point) {
        Observation seen = Chip.GOOD.at(point, 400);
        return seen.watts().orElseThrow() / seen.expectedGhs();
    }

    private static TuningPoint settle(TuningGoal goal, Chip chip) {
        AutoTuner tuner = new AutoTuner(goal, RANGE, START);
        run(tuner, chip);
        assertTrue(tuner.isSettled());
        assertEquals(Optional.of(tuner.current()), tuner.lastGood());
        return tuner.current();
    }

    /** All points on the way until nothing is left to try. */
    private static List<TuningPoint> run(AutoTuner tuner, Chip chip) {
        List<TuningPoint> seen = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            tuner.observe(chip.at(tuner.current(), 400)).ifPresent(seen::add);
        }
        return seen;
    }

    /**
     * A chip that makes errors above a frequency, which rises with its voltage.
     *
     * @param baseMhz what it can do at 1,000 mV
     * @param mhzPerMillivolt what more voltage gives
     * @param leak how much power it takes beside others
     */
    private record Chip(double baseMhz, double mhzPerMillivolt, double leak) {

        static final Chip GOOD = new Chip(430, 0.7, 1);

        Observation at(TuningPoint point, long nonces) {
            return seen(point, nonces, Duration.ZERO);
        }

        Observation counted(TuningPoint point, Duration time) {
            return seen(point, 0, time);
        }

        private Observation seen(TuningPoint point, long nonces, Duration counted) {
            double expected = point.frequencyMhz() * 2.04;
            double tooFast = Math.max(0, point.frequencyMhz() - able(point));
            return new Observation(
                    nonces,
                    counted,
                    expected * Math.max(0, 1 - tooFast / 60),
                    expected,
                    Math.min(1, tooFast / 300),
                    OptionalDouble.of(watts(point)),
                    watts(point) - 22,
                    fan(point));
        }

        boolean isHealthy(TuningPoint point) {
            return at(point, 400).isHealthy();
        }

        double fan(TuningPoint point) {
            return Math.clamp(20 + (watts(point) - 8) * 4, 20, 100);
        }

        /** The fastest of all points that are healthy. */
        double fastest() {
            return RANGE.frequenciesMhz().stream()
                    .filter(mhz ->
                            RANGE.voltagesMillivolts().stream()
                                    .anyMatch(mv -> isHealthy(new TuningPoint(mhz, mv))))
                    .mapToDouble(each -> each)
                    .max()
                    .orElseThrow();
        }

        private double able(TuningPoint point) {
            return baseMhz + (point.voltageMillivolts() - 1_000) * mhzPerMillivolt;
        }

        private double watts(TuningPoint point) {
            double volts = point.voltageMillivolts() / 1_150.0;
            return leak * 2 + 16 * point.frequencyMhz() / 525 * volts * volts;
        }
    }
}
