package io.mos.core.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Gen;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Masks, dialects and what is agreed on: all that BIP310, BIP320 and BIP323 ask of a miner. */
class VersionBitsTest {
    private static final int JOB = 0x2000_0000;

    /** A node that signals bit 28, which lies inside the mask. */
    private static final int SIGNALLING_JOB = 0x3000_0000;

    @Test
    void knowsTheMasksOfTheBips() {
        assertEquals("1fffe000", VersionMask.BIP320.hex());
        assertEquals(16, VersionMask.BIP320.bitCount());
        assertEquals("1fffffe0", VersionMask.BIP323.hex());
        assertEquals(24, VersionMask.BIP323.bitCount());
        assertEquals(VersionMask.BIP320, VersionMask.BIP323.intersect(VersionMask.BIP320));
        assertTrue(VersionMask.NONE.isEmpty());
    }

    @Test
    void readsHexOfOneToEightDigits() {
        assertEquals(VersionMask.BIP320, VersionMask.parseHex("1fffe000"));
        assertEquals(VersionMask.BIP320, VersionMask.parseHex("1FFFE000"));
        assertEquals(new VersionMask(-1), VersionMask.parseHex("ffffffff"));
        assertEquals(VersionMask.NONE, VersionMask.parseHex("0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01fffe000", "0x1fffe0", "1fffe00g", "-1", " 1"})
    void refusesOtherText(String text) {
        assertThrows(MalformedChainDataException.class, () -> VersionMask.parseHex(text));
    }

    @Test
    void spreadsACounterOverTheMaskLowestBitFirst() {
        assertEquals(0, VersionMask.BIP320.spread(0));
        assertEquals(0x2000, VersionMask.BIP320.spread(1));
        assertEquals(0x1fff_e000, VersionMask.BIP320.spread(0xffff));
        assertEquals(0, VersionMask.BIP320.spread(0x10000));
        assertEquals(0b1000_0001, new VersionMask(0b1001_0001).spread(0b101));
        assertEquals(-1, new VersionMask(-1).spread(-1));
    }

    @Test
    void coversItsOwnBitsAlone() {
        assertTrue(VersionMask.BIP320.covers(0x0000_2000));
        assertTrue(VersionMask.BIP320.covers(0));
        assertFalse(VersionMask.BIP320.covers(0x4000_0000));
        assertFalse(VersionMask.BIP320.covers(0x0000_2001));
        assertEquals(0x0fff_e000, VersionMask.BIP320.without(SIGNALLING_JOB).bits());
    }

    @Test
    void dialectsDifferWhereTheJobHasABitOfTheMask() {
        VersionMask mask = VersionMask.BIP320;
        assertEquals(0x2000_2000, VersionDialect.BIP310.combine(SIGNALLING_JOB, mask, 0x2000));
        assertEquals(0x3000_2000, VersionDialect.OR.combine(SIGNALLING_JOB, mask, 0x2000));
        assertEquals(0x3000_2000, VersionDialect.XOR.combine(SIGNALLING_JOB, mask, 0x2000));
        assertEquals(0x2000_2000, VersionDialect.XOR.combine(SIGNALLING_JOB, mask, 0x1000_2000));
    }

    @ParameterizedTest
    @EnumSource(VersionDialect.class)
    void bitsOutsideTheMaskChangeNothing(VersionDialect dialect) {
        assertEquals(JOB, dialect.combine(JOB, VersionMask.BIP320, 0xc000_0001));
        assertEquals(JOB, dialect.combine(JOB, VersionMask.NONE, -1));
    }

    @ParameterizedTest
    @EnumSource(VersionDialect.class)
    void knowsVersionsNoBitsLeadTo(VersionDialect dialect) {
        assertEquals(
                OptionalInt.empty(), dialect.bitsFor(JOB, new VersionMask(0x2000), JOB | 0x4000));
    }

    @Test
    void orCannotClearABit() {
        assertEquals(
                OptionalInt.empty(),
                VersionDialect.OR.bitsFor(SIGNALLING_JOB, VersionMask.BIP320, 0x2000_2000));
        assertEquals(
                OptionalInt.of(0x2000),
                VersionDialect.BIP310.bitsFor(SIGNALLING_JOB, VersionMask.BIP320, 0x2000_2000));
        assertEquals(
                OptionalInt.of(0x1000_2000),
                VersionDialect.XOR.bitsFor(SIGNALLING_JOB, VersionMask.BIP320, 0x2000_2000));
    }

    @Test
    void grantsWhatBothSidesAllow() {
        VersionRollingGrant grant =
                VersionRollingGrant.negotiate(VersionMask.BIP320, VersionMask.BIP323, 2);
        assertEquals(VersionMask.BIP320, grant.mask());
        assertTrue(grant.isGranted());
        assertTrue(grant.suffices());

        VersionRollingGrant narrow =
                VersionRollingGrant.negotiate(new VersionMask(0x2000), VersionMask.BIP320, 2);
        assertTrue(narrow.isGranted());
        assertFalse(narrow.suffices());

        assertFalse(
                VersionRollingGrant.negotiate(new VersionMask(1), VersionMask.BIP320, 0)
                        .isGranted());
        assertFalse(VersionRollingGrant.NONE.isGranted());
    }

    @Test
    @Tag("property")
    void spreadStaysInTheMaskAndRepeatsOnlyAfterAllCombinations() {
        Gen.forAll(
                100,
                gen -> {
                    VersionMask mask = new VersionMask(gen.anyInt() & 0x1f00_600f);
                    Set<Integer> seen = new HashSet<>();
                    for (long counter = 0; counter < 1L << mask.bitCount(); counter++) {
                        int bits = mask.spread(counter);
                        assertTrue(mask.covers(bits));
                        assertTrue(seen.add(bits));
                    }
                });
    }

    @Test
    @Tag("property")
    void aClientThatRollsOnlyFreeBitsIsUnderstoodByEveryPool() {
        Gen.forAll(
                2000,
                gen -> {
                    int job = gen.anyInt();
                    VersionMask mask = new VersionMask(gen.anyInt());
                    int rolled = job | mask.without(job).spread(gen.anyLong());
                    for (VersionDialect ours : VersionDialect.values()) {
                        int bits = ours.bitsFor(job, mask, rolled).orElseThrow();
                        assertTrue(mask.covers(bits));
                        assertEquals(rolled, ours.combine(job, mask, bits));
                    }
                });
    }

    @Test
    @Tag("property")
    void whateverAPoolCombinesHasBitsThatLeadThere() {
        Gen.forAll(
                2000,
                gen -> {
                    int job = gen.anyInt();
                    VersionMask mask = new VersionMask(gen.anyInt());
                    VersionDialect dialect = gen.pick(List.of(VersionDialect.values()));
                    int version = dialect.combine(job, mask, gen.anyInt());
                    assertTrue(dialect.bitsFor(job, mask, version).isPresent());
                });
    }
}
