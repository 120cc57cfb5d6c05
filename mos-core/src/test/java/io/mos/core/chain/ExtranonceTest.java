package io.mos.core.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ExtranonceTest {
    @Test
    void countsWithItsLowByteLast() {
        assertEquals("00000102", Extranonce.ofCounter(0x102, 4).hex());
        assertEquals("ffffffffffffffff", Extranonce.ofCounter(-1, 8).hex());
        assertEquals("0000ffffffffffffffff", Extranonce.ofCounter(-1, 10).hex());
        assertEquals(Extranonce.EMPTY, Extranonce.ofCounter(0, 0));
    }

    @Test
    void refusesACounterThatDoesNotFit() {
        assertEquals("ff", Extranonce.ofCounter(255, 1).hex());
        assertThrows(IllegalArgumentException.class, () -> Extranonce.ofCounter(256, 1));
        assertThrows(IllegalArgumentException.class, () -> Extranonce.ofCounter(1, 0));
        assertThrows(IllegalArgumentException.class, () -> Extranonce.ofCounter(-1, 7));
    }

    @Test
    void refusesMoreThanACoinbaseCanHold() {
        assertEquals(100, Extranonce.parseHex("00".repeat(100)).sizeBytes());
        assertThrows(
                MalformedChainDataException.class, () -> Extranonce.parseHex("00".repeat(101)));
        assertThrows(MalformedChainDataException.class, () -> Extranonce.parseHex("0"));
    }
}
