package io.mos.stratum.v1;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {

    private static final long SECOND = 1_000_000_000;

    /** The clock's origin is arbitrary, so that its values may be negative. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -5 * SECOND, 0, 5 * SECOND})
    void countsPerWindowWhereverTheClockStarts(long start) {
        RateLimit limit = new RateLimit(2, Duration.ofSeconds(1));
        for (int window = 0; window < 10; window++) {
            long now = start + window * SECOND;
            assertFalse(limit.isExceeded(now));
            assertFalse(limit.isExceeded(now + SECOND / 2));
            assertTrue(limit.isExceeded(now + SECOND - 1));
        }
    }
}
