package io.mos.core.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.device.ProtectionPlan.Limits;
import io.mos.core.testkit.Gen;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class LimitCapTest {

    private static final double ANY = Double.POSITIVE_INFINITY;
    private static final Limits SHIPPED =
            new Limits(75, 105, 625, 1_000, 1_250, 40, Duration.ofSeconds(5));

    @Test
    void leavesTheShippedLimitsWhereNobodyAsksForLess() {
        assertEquals(SHIPPED, LimitCap.NONE.narrow(SHIPPED));
    }

    @Test
    void lowersWhatIsAskedLower() {
        LimitCap cap = new LimitCap(65, 90, 500, 1_100, 20);
        assertEquals(
                new Limits(65, 90, 500, 1_000, 1_100, 20, Duration.ofSeconds(5)),
                cap.narrow(SHIPPED));
        assertEquals(List.of(), cap.ignored(SHIPPED));
    }

    @Test
    void saysWhatItDidNotRaise() {
        LimitCap cap = new LimitCap(90, ANY, 625, 1_300, 100);
        assertEquals(SHIPPED, cap.narrow(SHIPPED));
        assertEquals(
                List.of(
                        "chip temperature in °C: 90.0 asked, 75.0 is the most",
                        "voltage in mV: 1300.0 asked, 1250.0 is the most",
                        "power in W: 100.0 asked, 40.0 is the most"),
                cap.ignored(SHIPPED));
    }

    @Test
    void limitsThePowerOfABoardWithoutALimitOfItsOwn() {
        Limits unmeasured = new Limits(75, 105, 625, 1_000, 1_250, 0, Duration.ofSeconds(5));
        assertEquals(0, LimitCap.NONE.narrow(unmeasured).powerWatts());
        assertEquals(30, new LimitCap(ANY, ANY, ANY, ANY, 30).narrow(unmeasured).powerWatts());
    }

    @Test
    void waitsForNoFanLongerThanTheHardBound() {
        Limits patient = new Limits(75, 105, 625, 1_000, 1_250, 0, Duration.ofHours(1));
        assertEquals(Bounds.FAN, LimitCap.NONE.narrow(patient).fanStalled());
    }

    @Test
    void isNoLimitWhenItIsNoPositiveNumber() {
        for (double bad : new double[] {Double.NaN, 0, -1, Double.NEGATIVE_INFINITY}) {
            assertThrows(
                    IllegalArgumentException.class, () -> new LimitCap(bad, ANY, ANY, ANY, ANY));
            assertThrows(
                    IllegalArgumentException.class, () -> new LimitCap(ANY, ANY, ANY, ANY, bad));
        }
    }

    @Test
    @Tag("property")
    void noChainOfCapsEverWidens() {
        Gen.forAll(
                500,
                gen -> {
                    List<LimitCap> caps = gen.list(4, LimitCapTest::cap);
                    Limits forward = SHIPPED;
                    for (LimitCap cap : caps) {
                        forward = cap.narrow(forward);
                    }
                    Limits backward = SHIPPED;
                    for (LimitCap cap : caps.reversed()) {
                        backward = cap.narrow(backward);
                    }
                    assertEquals(forward, backward, "the order does not matter");
                    assertTrue(forward.chipCelsius() <= SHIPPED.chipCelsius());
                    assertTrue(forward.regulatorCelsius() <= SHIPPED.regulatorCelsius());
                    assertTrue(forward.frequencyMaxMhz() <= SHIPPED.frequencyMaxMhz());
                    assertTrue(forward.voltageMaxMillivolts() <= SHIPPED.voltageMaxMillivolts());
                    assertTrue(forward.powerWatts() <= SHIPPED.powerWatts());
                    assertTrue(forward.powerWatts() > 0, "a limit never goes away");
                    assertEquals(SHIPPED.voltageMinMillivolts(), forward.voltageMinMillivolts());
                });
    }

    private static LimitCap cap(Gen gen) {
        return new LimitCap(value(gen), value(gen), value(gen), value(gen), value(gen));
    }

    private static double value(Gen gen) {
        return gen.anyBoolean() ? ANY : gen.doubleAcrossMagnitudes(1, 1e5);
    }
}
