package io.mos.hasher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import io.mos.core.testkit.Jobs;
import io.mos.core.testkit.VirtualTime;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.Job;
import io.mos.core.work.Work;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkRollerTest {

    /** Two bits, none of them set in the test job's version. */
    private static final VersionMask TWO_BITS = new VersionMask(0x0000_6000);

    private final VirtualTime time = new VirtualTime();

    @Test
    void handsOutEveryHeaderOnceWhateverWidthsAreMixed() {
        WorkRoller roller = roller(TWO_BITS, new ExtranonceRange(4, 7, 5));
        Set<BlockHeader> seen = new HashSet<>();
        int[] widths = {4, 1, 4, 1, 1};
        for (int width : widths) {
            HashSlice slice = roller.next(width).orElseThrow();
            for (int i = 0; i < width; i++) {
                assertTrue(seen.add(slice.job().header(i, 0)), "handed out twice");
            }
        }
        assertEquals(11, seen.size());
    }

    @Test
    void rollsVersionsFirstThenExtranonces() {
        WorkRoller roller = roller(TWO_BITS, new ExtranonceRange(4, 7, 3));
        BlockHeader first = roller.next(4).orElseThrow().job().header(0, 0);
        BlockHeader second = roller.next(4).orElseThrow().job().header(0, 0);
        assertEquals(first.version(), second.version());
        assertFalse(first.merkleRoot().equals(second.merkleRoot()));
        assertEquals(first.nTime(), second.nTime());
    }

    @Test
    void goesOnWithTheNextSecondOnlyWhenItHasPassed() {
        WorkRoller roller = roller(VersionMask.NONE, new ExtranonceRange(4, 0, 2));
        int begin = roller.next(1).orElseThrow().job().header(0, 0).nTime();
        assertTrue(roller.next(1).isPresent());
        assertEquals(Optional.empty(), roller.next(1));
        assertEquals(Optional.empty(), roller.next(1));
        time.advance(Duration.ofSeconds(1));
        assertEquals(begin + 1, roller.next(1).orElseThrow().job().header(0, 0).nTime());
    }

    @Test
    void goesOnWhereItStoodWhenOnlyTheDifficultyChanged() {
        WorkRoller first = roller(TWO_BITS, new ExtranonceRange(4, 7, 5));
        BlockHeader hashed = first.next(4).orElseThrow().job().header(0, 0);
        Work again = new Work(2, first.work().job(), first.work().extranonces(), time.now());
        WorkRoller second = first.followedBy(again, Target.MAX);
        assertNotEquals(hashed, second.next(4).orElseThrow().job().header(0, 0));
        Job other = Jobs.job("pool", "2", "next block", Job.Renewal.REPLACE);
        Work fresh = new Work(3, other, first.work().extranonces(), time.now());
        HashSlice slice = second.followedBy(fresh, Target.MAX).next(4).orElseThrow();
        assertEquals(fresh.extranonces().at(0), slice.claimedExtranonce2());
    }

    @Test
    void sharesOnlyWithTwoBitsToRoll() {
        assertTrue(roller(TWO_BITS, ExtranonceRange.NONE).canShare());
        assertFalse(roller(new VersionMask(0x2000), ExtranonceRange.NONE).canShare());
        // The job's version has bit 29 set: it is not ours to roll.
        assertFalse(roller(new VersionMask(0x2000_2000), ExtranonceRange.NONE).canShare());
    }

    @Test
    void neverClearsBitsOfTheJobsVersion() {
        WorkRoller roller = roller(new VersionMask(0x2000_6000), new ExtranonceRange(4, 0, 9));
        for (int i = 0; i < 8; i++) {
            int version = roller.next(1).orElseThrow().job().header(0, 0).version();
            assertEquals(0x2000_0000, version & 0x2000_0000);
        }
    }

    private WorkRoller roller(VersionMask mask, ExtranonceRange extranonces) {
        Job plain = Jobs.job("pool", "1", "block", Job.Renewal.REPLACE);
        Job job =
                new Job(
                        plain.source(),
                        plain.epoch(),
                        plain.id(),
                        plain.renewal(),
                        plain.version(),
                        mask,
                        plain.prevHash(),
                        plain.merkle(),
                        plain.nBits(),
                        plain.nTime(),
                        plain.shareTarget());
        return new WorkRoller(new Work(1, job, extranonces, time.now()), Target.MAX, time);
    }
}
