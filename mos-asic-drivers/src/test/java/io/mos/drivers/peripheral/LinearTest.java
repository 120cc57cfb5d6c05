package io.mos.drivers.peripheral;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LinearTest {

    /** SLINEAR11 by hand: PMBus's own layout, and the defaults TI prints for this family. */
    @Test
    void readsKnownWords() {
        assertEquals(0.5, Linear.fromLinear11(0xF801));
        assertEquals(-1, Linear.fromLinear11(0x07FF));
        assertEquals(-1024, Linear.fromLinear11(0x0400));
        assertEquals(1023 * 32768.0, Linear.fromLinear11(0x7BFF));
        assertEquals(145, Linear.fromLinear11(0x0091));
        assertEquals(1.0, Linear.fromUlinear16(0x0200, -9));
        assertEquals(1.15, Linear.fromUlinear16(0x024D, -9), 0.001);
        assertEquals(65535 / 512.0, Linear.fromUlinear16(0xFFFF, -9));
    }

    @Test
    void everyWordIsItsOwnValue() {
        for (int word = 0; word <= 0xFFFF; word++) {
            double value = Linear.fromLinear11(word);
            if (Math.abs(value) <= 1023 * 32768.0) {
                assertEquals(value, Linear.fromLinear11(Linear.toLinear11(value)));
            }
            assertEquals(word, Linear.toUlinear16(Linear.fromUlinear16(word, -9), -9));
        }
    }

    @Test
    void writesTheNearest() {
        for (double value : new double[] {4.8, 4.5, 6.5, 25, 30, 105, 115, -7.3, 0, 0.01}) {
            double kept = Linear.fromLinear11(Linear.toLinear11(value));
            assertEquals(value, kept, Math.max(Math.abs(value) / 1000, 1e-5));
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThrows(IllegalArgumentException.class, () -> Linear.toLinear11(4e7));
        assertThrows(IllegalArgumentException.class, () -> Linear.toUlinear16(-0.1, -9));
        assertThrows(IllegalArgumentException.class, () -> Linear.toUlinear16(128, -9));
    }

    @Test
    void readsTheMode() {
        assertEquals(-9, Linear.exponentOf(0x97));
        assertEquals(-9, Linear.exponentOf(0x17));
        assertEquals(0, Linear.exponentOf(0x00));
        assertEquals(-16, Linear.exponentOf(0x10));
        assertTrue(Linear.isLinear(0x97));
        assertFalse(Linear.isLinear(0x37));
        assertFalse(Linear.isLinear(0x40));
    }
}
