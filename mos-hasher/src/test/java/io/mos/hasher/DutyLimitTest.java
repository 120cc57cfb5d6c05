package io.mos.hasher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DutyLimitTest {

    private static final long BATCH_NANOS = 5_000_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 10, 25, 50, 99, 100})
    void workIsTheWishedShareOfWorkAndRest(int percent) {
        long rest = new DutyLimit(percent).restNanos(BATCH_NANOS);
        assertEquals(percent, 100.0 * BATCH_NANOS / (BATCH_NANOS + rest), 1e-4);
    }

    @Test
    void restsAfterAScanOfAMinuteWithoutOverflow() {
        assertEquals(99 * 60_000_000_000L, new DutyLimit(1).restNanos(60_000_000_000L));
    }
}
