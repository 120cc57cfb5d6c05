package io.mos.core.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Gen;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    private static final BigInteger BDIFF_1 = BigInteger.valueOf(0xffff).shiftLeft(208);
    private static final BigInteger TWO_256 = BigInteger.ONE.shiftLeft(256);

    @ParameterizedTest
    @CsvSource({
        "01120000, 12, 01120000", // shifted right into one byte
        "02123456, 1234, 02123400",
        "03123456, 123456, 03123456",
        "04123456, 12345600, 04123456",
        "05009234, 92340000, 05009234", // a top bit takes a zero before it
        "1d00ffff, ffff0000000000000000000000000000000000000000000000000000, 1d00ffff",
        "220000ff, ff00000000000000000000000000000000000000000000000000000000000000, 2100ff00",
        "2100ffff, ffff000000000000000000000000000000000000000000000000000000000000, 2100ffff",
    })
    void readsTheCompactForm(String nBits, String number, String shortest) {
        Target target = Target.ofNBits(Integer.parseUnsignedInt(nBits, 16));
        assertEquals(new BigInteger(number, 16), number(target));
        assertEquals(Integer.parseUnsignedInt(shortest, 16), target.toNBits());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000",
                "00123456",
                "01003456",
                "02000056",
                "04000000", // nothing left
                "01fedcba",
                "04923456",
                "1d80ffff",
                "04800000", // sign bit
                "21010000",
                "2200ffff",
                "23000001",
                "ff123456",
                "207fffff00" // above 256 bits
            })
    void refusesWhatANodeRefuses(String nBits) {
        assertThrows(
                MalformedChainDataException.class,
                () -> Target.ofNBits((int) Long.parseLong(nBits, 16)));
    }

    @Test
    void refusesZero() {
        assertThrows(MalformedChainDataException.class, () -> Target.ofDisplayHex("00".repeat(32)));
        assertThrows(MalformedChainDataException.class, () -> Target.ofBytesLe(new byte[32]));
        assertThrows(MalformedChainDataException.class, () -> Target.ofBytesLe(new byte[31]));
        assertThrows(MalformedChainDataException.class, () -> Target.ofDisplayHex("01"));
    }

    @Test
    void isMetUpToItself() {
        Target target = Target.ofNBits(0x1b0404cb);
        Hash256 equal = Hash256.of(target.toBytesLe());
        Hash256 above = hash(number(target).add(BigInteger.ONE));
        assertTrue(target.isMetBy(equal));
        assertTrue(target.isMetBy(hash(number(target).subtract(BigInteger.ONE))));
        assertFalse(target.isMetBy(above));
        assertTrue(Target.MAX.isMetBy(Hash256.of(Target.MAX.toBytesLe())));
    }

    @Test
    void coversEveryDifficulty() {
        assertEquals(Target.DIFFICULTY_1, Target.ofDifficulty(Difficulty.of(1)));
        assertEquals(BigInteger.ONE, number(Difficulty.of(Difficulty.MAX_VALUE).target()));
        assertEquals(Target.MAX, Difficulty.of(Double.MIN_VALUE).target());
        assertEquals(Difficulty.MAX_VALUE, Target.ofBytesLe(one()).difficulty().value());
        assertEquals(1, Target.MAX.expectedHashes());
    }

    @Test
    void knowsTheHashesItTakes() {
        assertEquals(4_295_032_833.0, Target.DIFFICULTY_1.expectedHashes(), 1);
        assertEquals(Target.MAX, Target.ofExpectedHashes(1));
        assertEquals(Target.MAX, Target.ofExpectedHashes(0.3));
        assertEquals("7f" + "ff".repeat(31), Target.ofExpectedHashes(2).displayHex());
        assertEquals(BigInteger.ONE, number(Target.ofExpectedHashes(0x1p255)));
        for (double hashes : List.of(0.0, -1.0, 0x1.8p255, Double.NaN, 1 / 0.0)) {
            assertThrows(IllegalArgumentException.class, () -> Target.ofExpectedHashes(hashes));
        }
    }

    @Test
    void ordersByEase() {
        Target hard = Target.ofNBits(0x17025ed4);
        Target easy = Target.ofNBits(0x207fffff);
        assertTrue(hard.compareTo(easy) < 0);
        assertEquals(0x7fffff00, easy.highestWord());
        assertEquals(0, hard.highestWord());
        assertEquals(hard, Target.ofDisplayHex(hard.toString()));
        assertEquals(hard.hashCode(), Target.ofBytesLe(hard.toBytesLe()).hashCode());
    }

    @Test
    @Tag("property")
    void isTheLargestNumberOfAtLeastTheDifficulty() {
        Gen.forAll(
                2000,
                gen -> {
                    double value = gen.doubleAcrossMagnitudes(1e-9, 1e67);
                    BigDecimal difficulty = BigDecimal.valueOf(value);
                    BigInteger target = number(Target.ofDifficulty(Difficulty.of(value)));
                    BigDecimal product = new BigDecimal(target).multiply(difficulty);
                    BigDecimal bdiff = new BigDecimal(BDIFF_1);
                    assertTrue(product.compareTo(bdiff) <= 0);
                    assertTrue(product.add(difficulty).compareTo(bdiff) > 0);
                });
    }

    @Test
    @Tag("property")
    void difficultyAndTargetAgreeToTheLastDigits() {
        Gen.forAll(
                2000,
                gen -> {
                    double value = gen.doubleAcrossMagnitudes(1e-9, 1e30);
                    double back = Difficulty.of(value).target().difficulty().value();
                    assertEquals(value, back, value * 1e-15);
                });
    }

    @Test
    @Tag("property")
    void compactFormRoundsDownAndThenStays() {
        Gen.forAll(
                2000,
                gen -> {
                    Target target = anyTarget(gen);
                    Target compact = Target.ofNBits(target.toNBits());
                    assertTrue(compact.compareTo(target) <= 0);
                    assertEquals(compact.toNBits(), target.toNBits());
                    BigInteger lost = number(target).subtract(number(compact));
                    BigInteger unit = BigInteger.ONE.shiftLeft(8 * ((target.toNBits() >>> 24) - 3));
                    assertTrue(lost.compareTo(unit.max(BigInteger.ONE)) < 0);
                });
    }

    @Test
    @Tag("property")
    void comparesWithHashesAsNumbers() {
        Gen.forAll(
                2000,
                gen -> {
                    Target target = anyTarget(gen);
                    Hash256 hash = Hash256Test.anyHash(gen);
                    BigInteger hashNumber = new BigInteger(hash.displayHex(), 16);
                    assertEquals(hashNumber.compareTo(number(target)) <= 0, target.isMetBy(hash));
                });
    }

    /** What every kernel's quick filter relies on: it never drops a hash that meets the target. */
    @Test
    @Tag("property")
    void aHashThatMeetsItHasNoHigherHighestWord() {
        Gen.forAll(
                2000,
                gen -> {
                    Target target = anyTarget(gen);
                    Hash256 hash = hash(number(target).subtract(subtrahend(gen, target)));
                    assertTrue(target.isMetBy(hash));
                    int stateWord7 = new BigInteger(hash.hex().substring(56), 16).intValue();
                    int word = Integer.reverseBytes(stateWord7);
                    assertTrue(Integer.compareUnsigned(word, target.highestWord()) <= 0);
                });
    }

    @Test
    @Tag("property")
    void everyCompactFormIsReadOrRefused() {
        Gen.forAll(
                5000,
                gen -> {
                    int nBits = gen.anyInt();
                    try {
                        BigInteger number = number(Target.ofNBits(nBits));
                        assertTrue(number.signum() > 0 && number.compareTo(TWO_256) < 0);
                    } catch (MalformedChainDataException expected) {
                        assertTrue(expected.getMessage().contains("nBits"));
                    }
                });
    }

    private static Target anyTarget(Gen gen) {
        Hash256 hash = Hash256Test.anyHash(gen);
        return hash.equals(Hash256.ZERO) ? Target.MAX : Target.ofBytesLe(hash.toBytes());
    }

    private static BigInteger subtrahend(Gen gen, Target target) {
        return new BigInteger(1, gen.bytesUpTo(33)).mod(number(target).add(BigInteger.ONE));
    }

    private static BigInteger number(Target target) {
        return new BigInteger(target.displayHex(), 16);
    }

    private static Hash256 hash(BigInteger number) {
        return Hash256.ofDisplayHex("%064x".formatted(number));
    }

    private static byte[] one() {
        byte[] one = new byte[32];
        one[0] = 1;
        return one;
    }
}
