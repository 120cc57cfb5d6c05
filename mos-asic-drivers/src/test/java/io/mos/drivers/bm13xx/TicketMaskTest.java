package io.mos.drivers.bm13xx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Hash256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketMaskTest {

    /** BM13XX.md §6. */
    @ParameterizedTest
    @CsvSource({
        "256,000000FF",
        "512,000080FF",
        "1024,0000C0FF",
        "65536,0000FFFF",
        "64,000000FC",
        "16,000000F0",
        "1,00000000",
        "0.3,00000000",
        "511.9,000000FF"
    })
    void writesTheRegister(double difficulty, String register) {
        TicketMask mask = TicketMask.ofDifficulty(Difficulty.of(difficulty));
        assertEquals(Integer.parseUnsignedInt(register, 16), mask.registerValue());
        assertEquals(mask, TicketMask.ofRegister(mask.registerValue()));
    }

    @Test
    void readsEveryMaskBackAndNothingElse() {
        for (int bits = 0; bits <= 32; bits++) {
            TicketMask mask = new TicketMask(bits);
            assertEquals(mask, TicketMask.ofRegister(mask.registerValue()));
        }
        assertThrows(IllegalArgumentException.class, () -> TicketMask.ofRegister(0x0000_0001));
        assertThrows(IllegalArgumentException.class, () -> new TicketMask(33));
    }

    @Test
    void asksForThatManyZeroBits() {
        TicketMask mask = new TicketMask(8);
        assertEquals(0x1p40, mask.expectedHashes());
        assertEquals(mask.expectedHashes(), mask.target().expectedHashes());
        Hash256 just = Hash256.ofDisplayHex("0000000000" + "ff".repeat(27));
        Hash256 not = Hash256.ofDisplayHex("0000000001" + "00".repeat(27));
        assertTrue(mask.target().isMetBy(just));
        assertFalse(mask.target().isMetBy(not));
        assertTrue(TicketMask.NONE.target(8).isMetBy(Hash256.ofDisplayHex("00" + "ff".repeat(31))));
    }
}
