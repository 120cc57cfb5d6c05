package io.mos.drivers.bm13xx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import io.mos.core.testkit.Jobs;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.Job;
import io.mos.core.work.NonceFound;
import io.mos.core.work.Work;
import io.mos.drivers.bm13xx.family.ChipFamilies;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.frame.Answer;
import io.mos.drivers.bm13xx.frame.AnswerSize;
import io.mos.drivers.bm13xx.frame.ChipJob;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChipWorkTest {
    private static final ChipFamily FULL = ChipFamilies.named("BM1370").orElseThrow();
    private static final ChipFamily MIDSTATE = ChipFamilies.named("BM1397").orElseThrow();
    private static final int VERSION = 0x2000_0000;

    @Test
    void makesAnotherHeaderForEveryIndex() {
        Work work = work(VersionMask.BIP320, new ExtranonceRange(4, 0x17, 3));
        Set<BlockHeader> headers = new HashSet<>();
        for (int index = 0; index < 10; index++) {
            headers.add(ChipWork.at(work, index).header());
        }
        assertEquals(10, headers.size());
        ChipWork seventh = ChipWork.at(work, 7);
        assertEquals("00000018", seventh.extranonce2().hex());
        assertEquals(work.job().nTime() + 2, seventh.header().nTime());
    }

    @Test
    void joinsRolledBitsWithTheJobsVersion() {
        ChipWork work = ChipWork.at(work(VersionMask.BIP320, range()), 0);
        NonceFound claim = claim(work, FULL, 0x05a2, 2).orElseThrow();
        assertEquals(VERSION | 0x00b4_4000, claim.version());
        assertEquals(OptionalInt.of(42), claim.chipAddress());
        assertEquals(work.header().withVersion(VERSION | 0x00b4_4000), plain(claim));
    }

    /** A pool that has narrowed its mask must never see the bits it took back. */
    @Test
    void claimsNothingOutsideANarrowMask() {
        ChipWork work = ChipWork.at(work(new VersionMask(0x0000_6000), range()), 0);
        assertTrue(claim(work, FULL, 3, 0).isPresent());
        assertEquals(Optional.empty(), claim(work, FULL, 4, 0));
        assertEquals(
                0x9000_0003, BringUp.versionRolling(0x9000_0000, work.work().job().versionMask()));
    }

    @Test
    void rollsTheLowestMaskBitsForMidstates() {
        ChipWork work = ChipWork.at(work(new VersionMask(0x1400_8000), range()), 0);
        ChipJob.Midstates job = (ChipJob.Midstates) work.job(MIDSTATE, 0x18);
        assertEquals(4, job.midstates().size());
        int[] versions = {VERSION, VERSION | 0x8000, VERSION | 0x0400_0000, VERSION | 0x0400_8000};
        for (int i = 0; i < 4; i++) {
            NonceFound claim = claim(work, MIDSTATE, 0, i).orElseThrow();
            assertEquals(versions[i], claim.version());
            assertEquals(claim.header().hash(), job.hash(i, claim.nonce()));
        }
    }

    @Test
    void sendsOneMidstateWhereNothingMayBeRolled() {
        ChipWork work = ChipWork.at(work(VersionMask.NONE, range()), 0);
        assertEquals(56, work.job(MIDSTATE, 0x18).toBytes().length);
        assertEquals(VERSION, claim(work, MIDSTATE, 0, 0).orElseThrow().version());
        assertEquals(Optional.empty(), claim(work, MIDSTATE, 0, 1));
        assertEquals(Optional.empty(), claim(work, FULL, 1, 0));
    }

    /** Bits the job itself sets are not the chip's to roll, for it can only add bits. */
    @Test
    void leavesTheJobsOwnBitsAlone() {
        Work leased = work(new VersionMask(0x2000_e000), range());
        ChipWork work = ChipWork.at(leased, 0);
        assertNotEquals(0, leased.job().version() & leased.job().versionMask().bits());
        ChipJob.Midstates job = (ChipJob.Midstates) work.job(MIDSTATE, 4);
        assertEquals(4, Set.copyOf(job.midstates()).size());
    }

    private static BlockHeader plain(NonceFound claim) {
        return claim.header().withNonce(0);
    }

    private static Optional<NonceFound> claim(
            ChipWork work, ChipFamily family, int versionField, int lowBits) {
        int jobByte = family.jobIds().jobByte(family.jobIds().after(0), lowBits);
        Answer.Nonce answer =
                new Answer.Nonce(0x1234_5678, 0, jobByte, versionField, AnswerSize.LONG);
        return work.claim(family, ChipNonce.of(family, answer), Target.MAX, OptionalInt.of(42));
    }

    private static ExtranonceRange range() {
        return new ExtranonceRange(4, 0, 1 << 16);
    }

    private static Work work(VersionMask mask, ExtranonceRange range) {
        Job job = Jobs.job("pool", "1", "block", Job.Renewal.UPDATE);
        Job masked =
                new Job(
                        job.source(),
                        job.epoch(),
                        job.id(),
                        job.renewal(),
                        VERSION,
                        mask,
                        job.prevHash(),
                        job.merkle(),
                        job.nBits(),
                        job.nTime(),
                        job.shareTarget());
        return new Work(1, masked, range, Instant.EPOCH);
    }
}
