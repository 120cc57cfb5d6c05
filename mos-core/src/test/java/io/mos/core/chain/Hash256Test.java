package io.mos.core.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mos.core.testkit.Gen;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class Hash256Test {
    /** The first mainnet block: internal order ends in zeros, display order begins with them. */
    private static final String DISPLAY =
            "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";

    private static final String INTERNAL =
            "6fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d6190000000000";

    private static final String WORD_SWAPPED =
            "0a8ce26f72b3f1b646a2a6c14ff763ae65831e939c085ae10019d66800000000";

    @Test
    void writesThreeOrders() {
        Hash256 hash = Hash256.ofDisplayHex(DISPLAY);
        assertEquals(INTERNAL, hash.hex());
        assertEquals(DISPLAY, hash.displayHex());
        assertEquals(DISPLAY, hash.toString());
        assertEquals(WORD_SWAPPED, hash.wordSwappedHex());
        assertEquals(hash, Hash256.ofHex(INTERNAL));
        assertEquals(hash, Hash256.ofWordSwappedHex(WORD_SWAPPED));
    }

    @Test
    void refusesOtherLengthsAndCharacters() {
        for (int size : List.of(0, 31, 33)) {
            assertThrows(MalformedChainDataException.class, () -> Hash256.of(new byte[size]));
        }
        for (String hex : List.of("", "00", DISPLAY + "00", "0x" + DISPLAY.substring(2), "g")) {
            assertThrows(MalformedChainDataException.class, () -> Hash256.ofHex(hex));
            assertThrows(MalformedChainDataException.class, () -> Hash256.ofDisplayHex(hex));
            assertThrows(MalformedChainDataException.class, () -> Hash256.ofWordSwappedHex(hex));
        }
    }

    @Test
    @Tag("property")
    void everyFormRoundTrips() {
        Gen.forAll(
                1000,
                gen -> {
                    byte[] bytes = gen.bytes(Hash256.SIZE_BYTES);
                    Hash256 hash = Hash256.of(bytes);
                    assertArrayEquals(bytes, hash.toBytes());
                    byte[] surrounded = new byte[40];
                    hash.copyTo(surrounded, 5);
                    assertEquals(hash, Hash256.of(surrounded, 5));
                    assertEquals(hash, Hash256.ofHex(hash.hex()));
                    assertEquals(hash, Hash256.ofDisplayHex(hash.displayHex()));
                    assertEquals(hash, Hash256.ofWordSwappedHex(hash.wordSwappedHex()));
                    assertEquals(hash.hashCode(), Hash256.of(bytes).hashCode());
                });
    }

    @Test
    @Tag("property")
    void comparesAsTheNumberItDisplays() {
        Gen.forAll(
                2000,
                gen -> {
                    Hash256 one = anyHash(gen);
                    Hash256 other = gen.anyBoolean() ? anyHash(gen) : one;
                    BigInteger number = new BigInteger(one.displayHex(), 16);
                    BigInteger otherNumber = new BigInteger(other.displayHex(), 16);
                    assertEquals(
                            number.compareTo(otherNumber), Integer.signum(one.compareTo(other)));
                    assertEquals(number.equals(otherNumber), one.equals(other));
                });
    }

    /** Words that are often equal or at the ends of their range, where a comparison goes wrong. */
    static Hash256 anyHash(Gen gen) {
        byte[] bytes = new byte[Hash256.SIZE_BYTES];
        new UInt256(gen.anyLong(), gen.anyLong(), gen.anyLong(), gen.anyLong()).copyToLe(bytes, 0);
        return Hash256.of(bytes);
    }
}
