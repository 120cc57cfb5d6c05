package io.mos.core.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class NeedsTest {

    @Test
    void goesOnWithWhatIsThere() {
        assertDoesNotThrow(() -> Needs.that(true, "a node", false));
        assertDoesNotThrow(() -> Needs.that(true, "a node", true));
    }

    @Test
    void skipsWithTheReason() {
        TestAbortedException skipped =
                assertThrows(TestAbortedException.class, () -> Needs.that(false, "no node", false));
        assertTrue(String.valueOf(skipped.getMessage()).contains("no node"));
    }

    @Test
    void failsWhereItIsRequired() {
        AssertionError failed =
                assertThrows(AssertionError.class, () -> Needs.that(false, "no node", true));
        assertEquals("required by -Dmos.required: no node", failed.getMessage());
    }
}
