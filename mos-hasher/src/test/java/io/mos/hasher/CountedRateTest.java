package io.mos.hasher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mos.core.kernel.RateWindow;
import io.mos.core.telemetry.Reading;
import io.mos.core.testkit.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CountedRateTest {

    private final VirtualTime time = new VirtualTime();
    private final CountedRate rate = new CountedRate(time);
    private Reading<Double> latest = rate.ghs();

    @Test
    void isUnknownForASecond() {
        assertInstanceOf(Reading.Unknown.class, latest);
        hash(1, 5_000_000);
        assertEquals(0.005, latest.known().orElseThrow(), 1e-12);
    }

    @Test
    void takesTheTimeProvenWorkIsMeasuredOver() {
        hash(60, 8_000_000);
        hash(15, 16_000_000);
        // Of one window's 60 s, 45 went at the old speed.
        assertEquals(60, RateWindow.LONGEST.toSeconds());
        assertEquals(0.010, latest.known().orElseThrow(), 1e-12);
    }

    private void hash(int seconds, long perSecond) {
        for (int i = 0; i < seconds; i++) {
            time.advance(Duration.ofSeconds(1));
            rate.add(perSecond);
            latest = rate.ghs();
        }
    }
}
