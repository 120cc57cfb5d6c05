package io.mos.core.guard.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.device.ThermalAdvice;
import io.mos.core.guard.rule.FrequencyAdvisor.Fan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class FrequencyAdvisorTest {

    private final FrequencyAdvisor advisor = new FrequencyAdvisor(600, 0);
    private long seconds;

    @Test
    void saysNothingWhileTheFanHoldsTheTemperature() {
        assertEquals(List.of(), advise(heat(5), Fan.REGULATES, 600));
        assertEquals(List.of(), advise(heat(0.5), Fan.FULL, 600));
        assertEquals(List.of(), advise(heat(-20), Fan.HAS_RESERVE, 600));
    }

    @Test
    void lowersStepByStepWhereTheFanCannotDoMore() {
        List<ThermalAdvice> quiet = advise(heat(2), Fan.QUIET, 60);
        assertEquals(6, quiet.size());
        assertEquals(new ThermalAdvice(587.5, "quiet hours"), quiet.getFirst());
        assertEquals(525, quiet.getLast().maxFrequencyMhz());
        ThermalAdvice full = advise(heat(2), Fan.FULL, 10).getFirst();
        assertEquals(new ThermalAdvice(512.5, "the fan is at its fastest"), full);
    }

    @Test
    void hurriesNearALimit() {
        Heat near = new Heat(OptionalDouble.of(9), true, true);
        assertEquals(20, advise(near, Fan.QUIET, 60).size());
    }

    @Test
    void beginsWhereTheChipsRun() {
        Optional<ThermalAdvice> first = Optional.empty();
        for (int i = 0; first.isEmpty(); i++) {
            first = advisor.next(heat(2), Fan.FULL, 500, i * 1_000_000_000L);
        }
        assertEquals(487.5, first.get().maxFrequencyMhz());
    }

    @Test
    void letsThemUpAgainSlowly() {
        advise(heat(2), Fan.QUIET, 60);
        List<ThermalAdvice> up = advise(heat(-3), Fan.REGULATES, 60);
        assertEquals(2, up.size());
        assertEquals(new ThermalAdvice(537.5, "cooler again"), up.getLast());
        assertEquals(10, advise(heat(0), Fan.HAS_RESERVE, 3_600).size());
        assertEquals(600, advisor.capMhz());
    }

    @Test
    void lowersNoFurtherThanChipsRunWell() {
        advise(heat(5), Fan.FULL, 3_600);
        assertEquals(180, advisor.capMhz());
    }

    @Test
    void saysNothingOnWhatItDoesNotKnow() {
        Heat unknown = new Heat(OptionalDouble.empty(), false, false);
        assertTrue(advise(unknown, Fan.FULL, 600).isEmpty());
    }

    private List<ThermalAdvice> advise(Heat heat, Fan fan, int forSeconds) {
        List<ThermalAdvice> given = new ArrayList<>();
        for (int i = 0; i < forSeconds; i++) {
            seconds++;
            advisor.next(heat, fan, 600, seconds * 1_000_000_000L).ifPresent(given::add);
        }
        return given;
    }

    private static Heat heat(double over) {
        return new Heat(OptionalDouble.of(over), true, false);
    }
}
