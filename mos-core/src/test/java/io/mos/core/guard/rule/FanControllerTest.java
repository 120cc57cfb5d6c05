package io.mos.core.guard.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class FanControllerTest {

    private static final Duration STEP = Duration.ofMillis(500);
    private static final Heat UNKNOWN = new Heat(OptionalDouble.empty(), false, false);

    private final FanController fan = new FanController(20);
    private long nanos;

    @Test
    void isFullWhenNothingIsKnown() {
        settle(heat(-10), 100, 300);
        assertEquals(100, fan.next(UNKNOWN, 100, nanos));
        assertEquals(100, fan.next(UNKNOWN, 30, nanos), "quiet hours or not");
    }

    @Test
    void isFullWhenASensorIsMissing() {
        Heat partial = new Heat(OptionalDouble.of(-20), false, false);
        assertEquals(100, fan.next(partial, 100, nanos));
    }

    @Test
    void startsFullAndSlowsDownGently() {
        int before = fan.next(heat(-10), 100, nanos);
        assertEquals(100, before);
        for (int i = 0; i < 200; i++) {
            int level = settle(heat(-10), 100, 1);
            assertTrue(before - level <= 2, before + " to " + level);
            before = level;
        }
        assertEquals(FanController.FLOOR, before);
    }

    @Test
    void neverGoesBelowWhatABoardIsLeftWith() {
        assertEquals(FanController.FLOOR, settle(heat(-60), 100, 2_000));
        assertEquals(25, settle(heat(-60), 25, 2_000), "but for quiet hours");
        assertEquals(20, settle(heat(-60), 5, 2_000), "which do not stop it");
    }

    @Test
    void isAsFastAsQuietHoursLetIt() {
        assertEquals(40, settle(heat(5), 40, 2_000));
        assertEquals(100, settle(heat(5), 100, 2_000));
    }

    @Test
    void forgetsQuietHoursNearALimitUntilTheTargetIsReached() {
        settle(heat(5), 40, 2_000);
        assertEquals(100, settle(new Heat(OptionalDouble.of(9), true, true), 40, 1));
        assertEquals(100, settle(heat(3), 40, 10), "not at once again");
        settle(heat(-1), 40, 1_000);
        assertEquals(40, settle(heat(3), 40, 1_000));
    }

    /** A chip with a heat sink: the better the fan, the nearer to the room. */
    @Test
    void holdsAChipAtItsTarget() {
        for (double watts : new double[] {10, 15, 20, 25}) {
            FanController controller = new FanController(20);
            double celsius = 25;
            double least = 200;
            double most = -200;
            long time = 0;
            for (int i = 0; i < 4_000; i++) {
                Heat heat = heat(celsius - 63);
                int level = controller.next(heat, 100, time);
                double kelvinPerWatt = 1.1 + 60.0 / (level + 5);
                double steady = 25 + watts * kelvinPerWatt;
                celsius += (steady - celsius) * 0.5 / 30;
                time += STEP.toNanos();
                if (i > 2_000) {
                    least = Math.min(least, celsius);
                    most = Math.max(most, celsius);
                }
            }
            String range = "%.1f W: %.2f to %.2f °C".formatted(watts, least, most);
            boolean isReachable = 25 + watts * (1.1 + 60.0 / 105) < 63;
            boolean isNeeded = 25 + watts * (1.1 + 60.0 / 40) > 63;
            assertTrue(most - least < 1, "it does not hunt: " + range);
            if (isReachable && isNeeded) {
                assertTrue(least > 62 && most < 64, range);
            }
        }
    }

    private int settle(Heat heat, int ceiling, int steps) {
        int level = 0;
        for (int i = 0; i < steps; i++) {
            nanos += STEP.toNanos();
            level = fan.next(heat, ceiling, nanos);
        }
        return level;
    }

    private static Heat heat(double overTarget) {
        return new Heat(OptionalDouble.of(overTarget), true, false);
    }
}
