package io.mos.hasher.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.ReferenceSha256d;
import io.mos.core.chain.Target;
import io.mos.core.testkit.Gen;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ScanJobTest {

    @Test
    void masksTheBytesOfTheLastStateWordThatTheTargetLeavesZero() {
        assertEquals(-1, maskOf("00000000ffff" + "00".repeat(26)));
        assertEquals(0xffff_ffff, maskOf("00".repeat(31) + "01"));
        assertEquals(0xfeff_ffff, maskOf("00000001" + "00".repeat(28)));
        assertEquals(0x0000_c0ff, maskOf("003f" + "ff".repeat(30)));
        assertEquals(0x0000_0080, maskOf("7f" + "ff".repeat(31)));
        assertEquals(0, maskOf("80" + "00".repeat(31)));
        assertEquals(0, maskOf("ff".repeat(32)));
    }

    @Test
    @Tag("property")
    void neverMasksAwayAHashThatMeetsTheTarget() {
        Gen.forAll(
                500,
                gen -> {
                    BlockHeader header = KernelCheck.randomHeader(new SeededEntropy(gen));
                    byte[] hash = header.hash().toBytes();
                    Target exactly = Target.ofBytesLe(hash);
                    int lastWord =
                            (hash[28] & 0xff) << 24
                                    | (hash[29] & 0xff) << 16
                                    | (hash[30] & 0xff) << 8
                                    | (hash[31] & 0xff);
                    assertEquals(0, lastWord & ScanJob.of(header, exactly).stateMask());
                });
    }

    @Test
    @Tag("property")
    void hasTheMidstateOfTheReference() {
        Gen.forAll(
                100,
                gen -> {
                    byte[] prefix = gen.bytes(ScanJob.PREFIX_BYTES);
                    assertArrayEquals(ReferenceSha256d.midstate(prefix), Sha256.midstate(prefix));
                });
    }

    @Test
    void refusesHeadersThatDoNotShareASchedule() {
        BlockHeader header = KnownAnswers.HEADERS.getFirst();
        List<BlockHeader> later =
                List.of(header, header, header, header.withNTime(header.nTime() + 1));
        assertThrows(
                IllegalArgumentException.class, () -> ScanJob.shared(later, Target.DIFFICULTY_1));
        assertThrows(
                IllegalArgumentException.class,
                () -> ScanJob.shared(Collections.nCopies(3, header), Target.DIFFICULTY_1));
    }

    @Test
    void givesTheHeaderOfACandidate() {
        BlockHeader header = KnownAnswers.HEADERS.getFirst();
        ScanJob job = ScanJob.shared(KernelCheck.versionsOf(header), Target.DIFFICULTY_1);
        assertEquals(header, job.header(0, header.nonce()));
        assertEquals(header.version() ^ 2 << 13, job.header(2, 7).version());
        assertEquals(7, job.header(2, 7).nonce());
    }

    private static int maskOf(String targetHex) {
        return ScanJob.of(KnownAnswers.HEADERS.getFirst(), Target.ofDisplayHex(targetHex))
                .stateMask();
    }
}
