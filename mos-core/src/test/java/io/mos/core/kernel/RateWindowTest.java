package io.mos.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mos.core.testkit.VirtualTime;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RateWindowTest {

    private static final double EXACT = 1e-9;

    private final VirtualTime time = new VirtualTime();
    private final RateWindow window = new RateWindow(Duration.ofSeconds(5), time.nanos());
    private double total;
    private OptionalDouble latest = OptionalDouble.empty();

    @Test
    void tellsNothingBeforeItIsWideEnough() {
        grow(4, 10);
        assertEquals(OptionalDouble.empty(), latest);
        grow(1, 10);
        assertEquals(10, latest.orElseThrow(), EXACT);
    }

    @Test
    void beginsWithTheFirstGrowth() {
        grow(30, 0);
        grow(5, 10);
        assertEquals(10, latest.orElseThrow(), EXACT);
    }

    @Test
    void tellsZeroOfWhatNeverGrows() {
        grow(19, 0);
        assertEquals(OptionalDouble.empty(), latest);
        grow(1, 0);
        assertEquals(0, latest.orElseThrow(), EXACT);
    }

    @Test
    void widensToAMinuteAndThenMovesOn() {
        grow(30, 10);
        grow(30, 20);
        assertEquals(15, latest.orElseThrow(), EXACT);
        grow(30, 20);
        assertEquals(20, latest.orElseThrow(), EXACT);
        grow(30, 0);
        assertEquals(10, latest.orElseThrow(), EXACT);
        grow(30, 0);
        assertEquals(0, latest.orElseThrow(), EXACT);
    }

    @Test
    void measuresThePassedTimeWhenCallsAreIrregular() {
        grow(1, 10);
        time.advance(Duration.ofSeconds(9));
        total += 90;
        latest = window.perSecond(time.nanos(), total);
        assertEquals(10, latest.orElseThrow(), EXACT);
    }

    @Test
    void isNotNarrowedByFrequentCalls() {
        for (int i = 0; i < 10_000; i++) {
            time.advance(Duration.ofMillis(10));
            total += i < 5_000 ? 1 : 2;
            latest = window.perSecond(time.nanos(), total);
        }
        // Of the last 60 of 100 s, 10 s went at 100 and 50 s at 200 a second.
        assertEquals((10 * 100 + 50 * 200) / 60.0, latest.orElseThrow(), 1);
    }

    private void grow(int seconds, double perSecond) {
        for (int i = 0; i < seconds; i++) {
            time.advance(Duration.ofSeconds(1));
            total += perSecond;
            latest = window.perSecond(time.nanos(), total);
        }
    }
}
