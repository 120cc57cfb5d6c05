package io.mos.hasher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mos.core.testkit.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClaimLimitTest {

    private final VirtualTime time = new VirtualTime();
    private final ClaimLimit limit = new ClaimLimit(time);

    @Test
    void letsABurstThroughThenTwoHundredASecond() {
        for (int i = 0; i < 50; i++) {
            assertEquals(Duration.ZERO, limit.take());
        }
        Duration waited = Duration.ZERO;
        for (int i = 0; i < 200; i++) {
            Duration wait = limit.take();
            time.advance(wait);
            waited = waited.plus(wait);
        }
        assertEquals(1.0, waited.toMillis() / 1e3, 0.01);
    }

    @Test
    void savesNoMoreThanABurst() {
        time.advance(Duration.ofHours(1));
        for (int i = 0; i < 50; i++) {
            assertEquals(Duration.ZERO, limit.take());
        }
        assertEquals(Duration.ofMillis(5), limit.take());
    }
}
