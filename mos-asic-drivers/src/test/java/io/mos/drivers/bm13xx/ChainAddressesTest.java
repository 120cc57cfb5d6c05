package io.mos.drivers.bm13xx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mos.drivers.bm13xx.family.ChipFamilies;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.frame.Answer;
import io.mos.drivers.bm13xx.frame.AnswerSize;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChainAddressesTest {

    /** As recorded of a driver in use with six chips. */
    @Test
    void spreadsAddressesEvenly() {
        ChainAddresses six = chain("BM1368", 6);
        assertEquals("0 42 84 126 168 210", assigned(six));
        assertEquals(84, six.command(2));
        assertEquals(OptionalInt.of(5), six.chipOfAnswer(210));
        assertEquals(OptionalInt.empty(), six.chipOfAnswer(43));
        assertEquals(OptionalInt.empty(), six.chipOfAnswer(252));
        assertThrows(IllegalArgumentException.class, () -> chain("BM1368", 0));
        assertThrows(IllegalArgumentException.class, () -> chain("BM1368", 257));
    }

    /** BM13XX.md §3: three numbers for one chip. */
    @Test
    void shiftsCommandAddressesOfTheNewest() {
        ChainAddresses eight = chain("BM1372", 8);
        assertEquals("0 16 32 48 64 80 96 112", assigned(eight));
        assertEquals(12, eight.command(3));
        assertEquals(OptionalInt.of(3), eight.chipOfAnswer(48));
        assertEquals(3, chipOf("BM1372", 8, 3 << 22));
        assertThrows(IllegalArgumentException.class, () -> chain("BM1372", 17));
    }

    /** Of a capture: address DC, interval 2 as stock firmware sets it. */
    @Test
    void readsTheAddressInANonce() {
        assertEquals(110, chipOf("BM1362", 128, 0x6db8_8ee1));
        assertEquals(6, chipOf("BM1362", 8, 0x6db8_8ee1));
    }

    @Test
    void guessesTheChipFromTheSlice() {
        assertEquals(0, chipOf("BM1370", 2, 0x007f_ffff));
        assertEquals(0, chipOf("BM1370", 2, 0x4cff_ffff));
        assertEquals(1, chipOf("BM1370", 2, 0x4d00_0000));
        assertEquals(2, chipOf("BM1370", 3, 0xffff_ffff));
    }

    private static int chipOf(String chip, int chips, int wireNonce) {
        ChipFamily family = ChipFamilies.named(chip).orElseThrow();
        Answer.Nonce answer =
                new Answer.Nonce(Integer.reverseBytes(wireNonce), 0, 0, 0, AnswerSize.LONG);
        return chain(chip, chips).chipOfNonce(family.nonces(), ChipNonce.of(family, answer));
    }

    private static String assigned(ChainAddresses chain) {
        return String.join(
                " ",
                IntStream.range(0, chain.chips())
                        .mapToObj(i -> Integer.toString(chain.assigned(i)))
                        .toList());
    }

    private static ChainAddresses chain(String chip, int chips) {
        return new ChainAddresses(ChipFamilies.named(chip).orElseThrow().addressing(), chips);
    }
}
