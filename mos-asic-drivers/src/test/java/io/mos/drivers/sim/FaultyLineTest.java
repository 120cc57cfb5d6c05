package io.mos.drivers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Sha256d;
import io.mos.core.device.NonceListener.ClaimVerdict;
import io.mos.core.work.Job;
import io.mos.core.work.NonceFound;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a bad line costs: frames, and never a share that is none. */
@Tag("sim")
class FaultyLineTest {
    private static final double BIT_ERROR_RATE = 1e-4;

    /** The chips then find some four nonces a second. */
    private static final int ZERO_BITS = 2;

    private static final int MINUTES = 10;

    /** Those under way when work is replaced, once a minute. */
    private static final double UNDER_WAY = 0.002;

    @TempDir Path folder;

    /** What a run of some minutes came to. */
    private record Yield(long sent, long proven, double jobBytes, int answerBytes) {

        double lost() {
            return 1 - (double) proven / sent;
        }

        /** Of the frames that carry jobs and nonces, which part a line with such noise damages. */
        double framesDamaged(double jobs) {
            return (jobs * damaged(jobBytes) + sent * damaged(answerBytes)) / (jobs + sent);
        }

        private static double damaged(double bytes) {
            return 1 - Math.pow(1 - BIT_ERROR_RATE, bytes * Byte.SIZE);
        }
    }

    /** Nonces are short frames: of all frames they are the ones that are lost least. */
    @Test
    void oneWrongBitInTenThousandLosesNoMoreNoncesThanNonceFrames() throws IOException {
        try (DriverRig rig = hashing("bitaxe-gamma", new SimFault.CrcNoise(BIT_ERROR_RATE))) {
            Yield yield = mine(rig, 11);
            double damaged = Yield.damaged(yield.answerBytes);
            assertTrue(count(rig, "bad-crc") > 0, "the line was noisy");
            assertTrue(yield.lost() > 0, () -> "nothing was lost: " + yield);
            assertTrue(yield.lost() <= 2 * damaged, () -> yield + " of " + damaged + rig.counts);
            assertNothingIsFalse(rig);
        }
    }

    /** A lost job makes a chip go on with the one before, which it may have gone through. */
    @ParameterizedTest
    @CsvSource({"bitaxe-gamma, 11", "chain-bm1362, 11", "chain-bm1397, 9"})
    void noiseCostsNoMoreWorkThanTwiceTheFrames(String name, int answerBytes) throws IOException {
        Yield clean;
        try (DriverRig rig = hashing(name)) {
            clean = mine(rig, answerBytes);
        }
        try (DriverRig rig = hashing(name, new SimFault.CrcNoise(BIT_ERROR_RATE))) {
            Yield noisy = mine(rig, answerBytes);
            double frames = noisy.framesDamaged((double) rig.jobBytes.getCount());
            double lost = 1 - (double) noisy.proven / clean.proven;
            assertTrue(
                    lost <= 2 * frames,
                    () -> "%s for %s: %.4f for %.4f".formatted(noisy, clean, lost, frames));
            assertNothingIsFalse(rig);
        }
    }

    @Test
    void lostFramesCostAsManyNonces() throws IOException {
        double part = 0.1;
        try (DriverRig rig = hashing("bitaxe-gamma", new SimFault.LostFrames(part))) {
            Yield yield = mine(rig, 11);
            assertTrue(yield.lost() <= 2 * part, yield::toString);
            assertTrue(yield.lost() >= part / 2, () -> "nothing was lost: " + yield);
            assertNothingIsFalse(rig);
        }
    }

    @Test
    void framesThatComeTwiceAreCountedOnce() throws IOException {
        try (DriverRig rig = hashing("bitaxe-gamma", new SimFault.DuplicateFrames(0.1))) {
            Yield yield = mine(rig, 11);
            assertTrue(yield.lost() <= UNDER_WAY, yield::toString);
            assertTrue(count(rig, "duplicates") > yield.sent / 20, () -> rig.counts.toString());
            assertNothingIsFalse(rig);
        }
    }

    @Test
    void garbageBetweenFramesHidesNone() throws IOException {
        try (DriverRig rig = hashing("bitaxe-gamma", new SimFault.Garbage(0.1))) {
            Yield yield = mine(rig, 11);
            assertTrue(yield.lost() <= UNDER_WAY, yield::toString);
            assertTrue(count(rig, "dropped-bytes") > 0, () -> rig.counts.toString());
            assertNothingIsFalse(rig);
        }
    }

    private DriverRig hashing(String name, SimFault... faults) throws IOException {
        SimOptions options = SimOptions.usual().withTicketZeroBits(ZERO_BITS);
        DriverRig rig = new DriverRig(name, options, folder).hashing();
        for (SimFault fault : faults) {
            rig.board.begin(fault, rig.time.nanos());
        }
        return rig;
    }

    private static long count(DriverRig rig, String event) {
        return rig.counts.getOrDefault(event, 0L);
    }

    private static Yield mine(DriverRig rig, int answerBytes) {
        long sent = rig.status().nonces();
        int claims = rig.verdicts.size();
        for (int minute = 0; minute < MINUTES; minute++) {
            rig.work();
            rig.pass(Duration.ofMinutes(1));
        }
        List<ClaimVerdict> verdicts = rig.verdicts.subList(claims, rig.verdicts.size());
        long proven = verdicts.stream().filter(ClaimVerdict.PROVEN::equals).count();
        assertEquals("hashing", rig.state());
        return new Yield(
                rig.status().nonces() - sent, proven, rig.jobBytes.getAverage(), answerBytes);
    }

    /** Every proven claim is of work that was given, of what its pool lets it roll, and once. */
    private static void assertNothingIsFalse(DriverRig rig) {
        HashSet<BlockHeader> seen = new HashSet<>();
        for (int i = 0; i < rig.claims.size(); i++) {
            NonceFound claim = rig.claims.get(i);
            if (rig.verdicts.get(i) == ClaimVerdict.PROVEN) {
                assertTrue(seen.add(claim.header()), () -> "twice: " + claim);
                assertReal(rig, claim);
            }
        }
    }

    private static void assertReal(DriverRig rig, NonceFound claim) {
        Job job = claim.work().job();
        BlockHeader header = claim.header();
        assertTrue(rig.given.contains(claim.work()), claim::toString);
        assertTrue(claim.work().extranonces().contains(claim.extranonce2()), claim::toString);
        assertTrue(job.versionMask().covers(header.version() ^ job.version()), claim::toString);
        assertEquals(job.prevHash(), header.prevHash());
        assertTrue(
                claim.ticketTarget().isMetBy(Sha256d.of(header.toBytes())),
                () -> "no such hash: " + claim);
    }
}
