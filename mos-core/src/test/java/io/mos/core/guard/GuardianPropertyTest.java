package io.mos.core.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.device.BoardControl;
import io.mos.core.device.BoardControl.ResetLine;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.Reading;
import io.mos.core.testkit.Gen;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a board, a bus and a driver do, hash power is never on for too long. */
@Tag("property")
final class GuardianPropertyTest {

    private static final Duration LENGTH = Duration.ofMinutes(4);
    private static final Duration TICK = Duration.ofMillis(20);

    /** BM13XX sheet §12: until then a diode's word is no sample. */
    private static final Duration SETTLING = Duration.ofMillis(500);

    @Test
    void noSequenceOfSamplesKeepsPowerOnForTooLong() {
        int[] seen = new int[2];
        Gen.forAll(
                150,
                gen -> {
                    GuardRig rig = new GuardRig();
                    Weather weather = new Weather(gen, rig);
                    weather.begin();
                    rig.run(LENGTH);
                    seen[0] += rig.cuts.size();
                    seen[1] += weather.hashed ? 1 : 0;
                });
        boolean isReplay = !System.getProperty("mos.seed", "").isEmpty();
        assertTrue(isReplay || seen[0] > 150, "too few cuts to tell: " + seen[0]);
        assertTrue(isReplay || seen[1] > 75, "too few hashed at all: " + seen[1]);
    }

    /** Changes everything at random and looks all the time how long what is bad lasts. */
    private static final class Weather {

        private final Gen gen;
        private final GuardRig rig;
        private final FakeBoard board;
        private final Streak hot = new Streak("hot", Bounds.HEAT);
        private final Streak blind = new Streak("without a temperature", Bounds.NO_SAMPLE);
        private final Streak windless = new Streak("without a fan", Bounds.FAN);
        private final Streak masterless = new Streak("without a driver", Bounds.DRIVER);
        private String chip = "good";
        private boolean isFanTurning = true;
        private boolean hashed;
        private boolean wasHashing;
        private long hashingNanos;

        Weather(Gen gen, GuardRig rig) {
            this.gen = gen;
            this.rig = rig;
            board = rig.board;
        }

        void begin() {
            board.chip = this::read;
            board.rpm = () -> board.now(isFanTurning ? 3_000 : 0);
            watch();
            change();
            drive();
        }

        private Reading<Double> read() {
            return switch (chip) {
                case "hot" -> board.now(gen.intBetween(76, 125));
                case "nan" -> board.now(Double.NaN);
                case "open" -> board.now(127);
                case "error" -> board.error("I2C");
                case "old" -> Reading.of(50.0, rig.time.now().minusSeconds(1), "fake");
                default -> board.now(50 + board.wobble());
            };
        }

        private void change() {
            switch (gen.intBetween(0, 5)) {
                case 0 -> isFanTurning = gen.intBetween(0, 3) > 0;
                case 1 -> rig.isDriverAlive = gen.intBetween(0, 3) > 0;
                case 2 -> board.sampleTakes = millis(0, 400);
                case 3 -> board.actionTakes = millis(0, 300);
                default ->
                        chip =
                                gen.pick(
                                        List.of(
                                                "good", "good", "good", "good", "good", "hot",
                                                "nan", "open", "error", "old"));
            }
            rig.time.schedule(millis(100, 8_000), this::change);
        }

        private void drive() {
            BoardControl control = rig.guard().control();
            switch (gen.intBetween(0, 9)) {
                case 0 -> control.powerOff(_ -> {});
                case 1 -> control.reset(ResetLine.HELD, _ -> {});
                case 2 -> control.setVoltage(gen.intBetween(900, 1_300), _ -> {});
                case 3 -> rig.guard().driverGone(new Fault("driver-failed", "it threw"));
                default -> {
                    control.powerOn(1_150, _ -> {});
                    control.reset(ResetLine.RELEASED, _ -> {});
                }
            }
            rig.time.schedule(millis(50, 4_000), this::drive);
        }

        private Duration millis(int least, int most) {
            return Duration.ofMillis(gen.intBetween(least, most));
        }

        private void watch() {
            boolean isHashing = board.isHashing();
            long now = rig.time.nanos();
            if (isHashing && !wasHashing) {
                hashingNanos = now;
            }
            wasHashing = isHashing;
            hashed |= isHashing;
            boolean isSettled = now - hashingNanos >= SETTLING.toNanos();
            hot.look(isHashing && isSettled && chip.equals("hot"), now);
            blind.look(isHashing && !chip.equals("good") && !chip.equals("hot"), now);
            windless.look(isHashing && !isFanTurning, now);
            masterless.look(isHashing && !rig.isDriverAlive, now);
            rig.time.schedule(TICK, this::watch);
        }
    }

    /** How long something bad lasts without a break. */
    private static final class Streak {

        private final String what;
        private final Duration bound;
        private long sinceNanos = -1;

        Streak(String what, Duration bound) {
            this.what = what;
            this.bound = bound;
        }

        void look(boolean isBad, long now) {
            if (!isBad) {
                sinceNanos = -1;
                return;
            }
            sinceNanos = sinceNanos < 0 ? now : sinceNanos;
            Duration lasted = Duration.ofNanos(now - sinceNanos);
            assertTrue(
                    lasted.compareTo(bound) <= 0, () -> "hashes %s for %s".formatted(what, lasted));
        }
    }

    @Test
    void aDayOfFaultsLeavesNothingBehind() {
        GuardRig rig = new GuardRig();
        Day day = new Day(rig);
        rig.run(Duration.ofHours(1));
        int meters = rig.registry.getMeters().size();
        int scheduled = rig.time.scheduled();
        rig.run(Duration.ofHours(23));
        assertTrue(rig.cuts.size() > 40, "it had trouble: " + rig.cuts.size());
        assertTrue(day.broughtUp > 40, "it came back: " + day.broughtUp);
        assertEquals(meters, rig.registry.getMeters().size());
        assertEquals(scheduled, rig.time.scheduled());
        assertEquals(List.of("board-1"), rig.list);
    }

    /** A board that gets hot for three seconds each ten minutes, and a driver that never tires. */
    private static final class Day {

        private final GuardRig rig;
        private boolean isHot;
        private int broughtUp;

        Day(GuardRig rig) {
            this.rig = rig;
            rig.board.temperature(() -> (isHot ? 80 : 50) + rig.board.wobble());
            heat();
            bringUp();
        }

        private void heat() {
            isHot = !isHot;
            rig.time.schedule(isHot ? Duration.ofSeconds(3) : Duration.ofMinutes(10), this::heat);
        }

        private void bringUp() {
            BoardControl control = rig.guard().control();
            if (!rig.board.isHashing()) {
                control.powerOn(1_150, _ -> {});
                control.reset(ResetLine.RELEASED, _ -> broughtUp++);
            }
            rig.time.schedule(Duration.ofSeconds(5), this::bringUp);
        }
    }
}
