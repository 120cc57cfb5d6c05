package io.mos.drivers.peripheral;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.telemetry.Reading;

/** What a test says of a reading. */
final class Readings {
    private static final double EXACT = 1e-9;

    private Readings() {}

    static void assertKnown(double expected, Reading<Double> reading) {
        assertEquals(
                expected, reading.known().orElseThrow(() -> new AssertionError(reading)), EXACT);
    }

    static void assertUnknown(String partOfReason, Reading<Double> reading) {
        String reason = assertInstanceOf(Reading.Unknown.class, reading).reason();
        assertTrue(reason.contains(partOfReason), reason);
    }
}
