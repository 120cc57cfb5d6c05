package io.mos.drivers.bm13xx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import io.mos.core.device.DeviceProgram.WorkOrder;
import io.mos.core.device.NonceListener.ClaimVerdict;
import io.mos.core.telemetry.Telemetry;
import io.mos.core.testkit.Jobs;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.Job;
import io.mos.core.work.NonceFound;
import io.mos.core.work.Work;
import io.mos.drivers.bm13xx.frame.ChipJob;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.Register;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Jobs out and nonces back, on a chain that is up. */
@Tag("sim")
class ChainMinerTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** As silicon has it: 65,536 versions of 2^32 nonces. */
    private static final int BM1370_JOBS_A_SECOND = 2;

    private final ChainRig rig = ChainRig.hashing("BM1370", 1, 525, 1_041_667);

    @Test
    void goldenBlockBecomesTheExactShare() {
        JsonNode vector = RecordedWork.file("golden-blocks.json");
        BlockHeader found =
                BlockHeader.parse(
                        HexFormat.of().parseHex(vector.required("header80_hex").asText()));
        int version = HexFormat.fromHexDigits(vector.required("base_version").asText());
        Job job = RecordedWork.block(found, version);
        rig.give(new Work(9, job, ExtranonceRange.NONE, rig.now()));
        int field = HexFormat.fromHexDigits(vector.required("version_bits").asText());
        rig.chips.report(lastJob().jobHeader(), 11, found.nonce(), field);
        rig.pass(SECOND);
        assertEquals(List.of(ClaimVerdict.PROVEN), rig.verdicts);
        assertEquals(found, rig.claims.getFirst().header());
        assertTrue(Target.ofNBits(found.nBits()).isMetBy(rig.claims.getFirst().header().hash()));
    }

    @Test
    void recordedShareIsClaimedAsThePoolAcceptedIt() {
        JsonNode vector = RecordedWork.file("rosetta.json");
        rig.give(RecordedWork.share(vector));
        byte[] frame = HexFormat.of().parseHex(vector.required("nonce_frame_hex").asText());
        int nonce = Integer.reverseBytes(ByteBuffer.wrap(frame).getInt(2));
        int field = Short.toUnsignedInt(ByteBuffer.wrap(frame).getShort(8));
        rig.chips.report(lastJob().jobHeader(), frame[7] & 0xf, nonce, field);
        rig.pass(SECOND);
        assertEquals(List.of(ClaimVerdict.PROVEN), rig.verdicts);
        assertEquals(
                vector.required("header80_hex").asText(),
                HexFormat.of().formatHex(rig.claims.getFirst().header().toBytes()));
        Telemetry.Chip chip = rig.reports.getLast().chips().getFirst();
        assertEquals(1, chip.nonces());
        assertEquals(0x1p39, chip.provenHashes(), 0x1p20, "128 times difficulty 1");
    }

    @Test
    void sendsAnotherHeaderEachTime() {
        rig.chips.forgetFrames();
        rig.pass(Duration.ofMinutes(2));
        Set<BlockHeader> headers = new HashSet<>();
        for (ChipJob job : rig.chips.jobs()) {
            assertTrue(headers.add(((ChipJob.Full) job).header()));
        }
        assertEquals(120 * BM1370_JOBS_A_SECOND, headers.size(), 2);
    }

    /** The same search given again goes on, for its first headers were hashed already. */
    @Test
    void goesOnWhereTheSameSearchWas() {
        rig.pass(Duration.ofSeconds(10));
        Set<BlockHeader> before = new HashSet<>();
        rig.chips.jobs().forEach(job -> before.add(((ChipJob.Full) job).header()));
        rig.chips.forgetFrames();
        rig.work(Jobs.job("pool", "1", "block", Job.Renewal.REPLACE));
        rig.pass(Duration.ofSeconds(10));
        rig.chips.jobs().forEach(job -> assertTrue(before.add(((ChipJob.Full) job).header())));
    }

    /** One extranonce alone: a second passes before there is another header. */
    @Test
    void waitsForTheClockWhereNothingElseIsLeftToRoll() {
        Job job = Jobs.job("pool", "9", "other", Job.Renewal.REPLACE);
        rig.chips.forgetFrames();
        rig.give(new Work(9, Jobs.withoutRoom(job), ExtranonceRange.NONE, rig.now()));
        rig.pass(Duration.ofSeconds(10));
        List<Integer> times =
                rig.chips.jobs().stream()
                        .map(each -> ((ChipJob.Full) each).header().nTime())
                        .toList();
        assertEquals(times.stream().distinct().toList(), times);
        assertTrue(times.size() >= 10 && times.size() <= 11, () -> "" + times);
        assertTrue(times.getLast() - job.nTime() <= 10, "never ahead of the clock");
    }

    @Test
    void cleanJobForgetsTheOldAtOnce() {
        ChipJob old = lastJob();
        rig.work(Jobs.job("pool", "2", "next block", Job.Renewal.REPLACE));
        assertNotEquals(old.jobHeader(), lastJob().jobHeader());
        rig.chips.report(old.jobHeader(), 0, 1, 0);
        rig.pass(SECOND);
        assertEquals(List.of(), rig.claims);
        assertEquals(1, rig.count(ChainMiner.UNMATCHED));
    }

    @Test
    void lateNonceOfAnUpdatedJobStillCounts() {
        rig.judge = _ -> ClaimVerdict.PROVEN;
        ChipJob old = lastJob();
        rig.work(Jobs.job("pool", "2", "block", Job.Renewal.UPDATE));
        rig.chips.report(old.jobHeader(), 0, 77, 0);
        rig.pass(SECOND);
        assertEquals("1", rig.claims.getFirst().work().job().id());
    }

    /** After sixteen jobs a header byte is another job's; only the hash tells whose a nonce is. */
    @Test
    void findsTheOlderJobBehindAReusedByte() {
        JsonNode vector = RecordedWork.file("rosetta.json");
        rig.give(RecordedWork.share(vector));
        ChipJob golden = lastJob();
        Job next = Jobs.job("pool", "2", "block", Job.Renewal.UPDATE);
        rig.program.onWork(
                new WorkOrder.Update(
                        new Work(3, next, new ExtranonceRange(4, 0, 9999), rig.now())));
        while (lastJob().jobHeader() != golden.jobHeader()) {
            rig.pass(Duration.ofMillis(100));
        }
        byte[] frame = HexFormat.of().parseHex(vector.required("nonce_frame_hex").asText());
        int nonce = Integer.reverseBytes(ByteBuffer.wrap(frame).getInt(2));
        int field = Short.toUnsignedInt(ByteBuffer.wrap(frame).getShort(8));
        rig.chips.report(golden.jobHeader(), 2, nonce, field);
        rig.pass(Duration.ofMillis(10));
        assertEquals(List.of(ClaimVerdict.PROVEN), rig.verdicts);
        assertEquals(0, rig.count(ChainMiner.HARDWARE_ERRORS));
    }

    @Test
    void countsARepeatedNonceAsADuplicateAndClaimsItOnce() {
        rig.judge = _ -> ClaimVerdict.PROVEN;
        rig.chips.report(lastJob().jobHeader(), 0, 5, 0);
        rig.chips.report(lastJob().jobHeader(), 0, 5, 0);
        rig.chips.report(lastJob().jobHeader(), 0, 5, 1);
        rig.pass(SECOND);
        assertEquals(2, rig.claims.size());
        assertEquals(1, rig.count(ChainMiner.DUPLICATES));
        assertEquals(1, rig.reports.getLast().chips().getFirst().duplicates());
    }

    @Test
    void badHashIsAHardwareErrorOfItsChip() {
        rig.chips.report(lastJob().jobHeader(), 0, 5, 0);
        rig.pass(SECOND);
        assertEquals(List.of(ClaimVerdict.HARDWARE_ERROR), rig.verdicts);
        assertEquals(1, rig.reports.getLast().chips().getFirst().hardwareErrors());
    }

    @Test
    void damagedAnswerIsCountedAndTheNextOneRead() {
        rig.judge = _ -> ClaimVerdict.PROVEN;
        rig.program.onBytes(ByteBuffer.wrap(HexFormat.of().parseHex("aa554c0352750cd205a29d")));
        rig.chips.report(lastJob().jobHeader(), 0, 5, 0);
        rig.pass(SECOND);
        assertEquals(1, rig.claims.size());
        assertEquals(1, rig.count(ChainLine.BAD_CRC));
        assertEquals(1, rig.reports.getLast().chips().getFirst().badCrc());
    }

    /** The mask goes out before the first job it is for. */
    @Test
    void narrowsTheVersionMaskBeforeTheJob() {
        Job job = masked(new VersionMask(0x0000_e000));
        rig.chips.forgetFrames();
        rig.give(new Work(9, job, new ExtranonceRange(4, 0, 1 << 16), rig.now()));
        assertEquals(
                List.of(Command.writeAll(Register.VERSION_ROLLING, 0x9000_0007)),
                rig.chips.commands());
        rig.judge = _ -> ClaimVerdict.PROVEN;
        rig.chips.report(lastJob().jobHeader(), 0, 5, 7);
        rig.chips.report(lastJob().jobHeader(), 0, 6, 8);
        rig.pass(Duration.ofMillis(2));
        assertEquals(1, rig.claims.size());
        assertEquals(1, rig.count(ChainMiner.UNOFFERED));
        assertEquals(0x2000_e000, rig.claims.getFirst().version());
    }

    /** Eight versions last 16 ms at 525 MHz by the length of a sweep, not 500. */
    @Test
    void sendsNewWorkInsideTheEpochOfANarrowMask() {
        rig.chips.forgetFrames();
        rig.give(
                new Work(
                        9,
                        masked(new VersionMask(0x0000_e000)),
                        new ExtranonceRange(4, 0, 1 << 16),
                        rig.now()));
        rig.pass(SECOND);
        assertEquals(62, rig.chips.jobs().size(), 2);
        rig.give(
                new Work(
                        10,
                        masked(VersionMask.NONE),
                        new ExtranonceRange(4, 0, 1 << 16),
                        rig.now()));
        rig.chips.forgetFrames();
        rig.pass(SECOND);
        assertEquals(100, rig.chips.jobs().size(), 2, "no faster than the floor");
    }

    /** A pool easier than a nonce a second gets all its shares, and loses none on the way there. */
    @Test
    void easesTheTicketMaskForEasyShares() {
        int before = rig.chips.register(0, Register.TICKET_MASK);
        assertEquals(new TicketMask(0).registerValue(), before, "the pool's target is easy");
        JsonNode vector = RecordedWork.file("rosetta.json");
        rig.give(RecordedWork.share(vector));
        assertEquals(
                new TicketMask(7).registerValue(), rig.chips.register(0, Register.TICKET_MASK));
        ChipJob hard = lastJob();
        rig.work(Jobs.job("pool", "2", "block", Job.Renewal.UPDATE));
        assertEquals(0, rig.chips.register(0, Register.TICKET_MASK));
        rig.judge = _ -> ClaimVerdict.PROVEN;
        rig.chips.report(hard.jobHeader(), 0, 5, 0);
        rig.pass(SECOND);
        assertEquals(TicketMask.NONE.target(), rig.claims.getFirst().ticketTarget());
    }

    @Test
    void writesAMaskAgainThatGotLost() {
        int ticket = rig.chips.register(0, Register.TICKET_MASK);
        rig.chips.set(0, Register.TICKET_MASK, 0xff);
        rig.chips.set(0, Register.VERSION_ROLLING, 0);
        int sweep = rig.chips.register(0, Register.HASH_COUNTING_NUMBER);
        rig.chips.set(0, Register.HASH_COUNTING_NUMBER, 1);
        rig.pass(Duration.ofSeconds(20));
        assertEquals(sweep, rig.chips.register(0, Register.HASH_COUNTING_NUMBER));
        assertEquals(ticket, rig.chips.register(0, Register.TICKET_MASK));
        assertEquals(0x9000_ffff, rig.chips.register(0, Register.VERSION_ROLLING));
    }

    /** The bring-up writes it once, and a chip without it reports every hash it can. */
    @Test
    void writesATicketMaskAgainThatTheBringUpLost() {
        ChainRig other = ChainRig.of("BM1370", 1, 525, 1_041_667);
        other.program.start();
        other.pass(Duration.ofSeconds(4));
        other.chips.set(0, Register.TICKET_MASK, 0);
        other.untilState("idle");
        other.pass(Duration.ofMillis(100));
        assertEquals(
                new TicketMask(7).registerValue(), other.chips.register(0, Register.TICKET_MASK));
    }

    @Test
    void feedsMidstateChipsInTimeAndReadsTheirVersion() {
        ChainRig old = ChainRig.hashing("BM1397", 1, 425, 3_125_000);
        old.chips.forgetFrames();
        old.pass(SECOND);
        assertEquals(25, old.chips.jobs().size(), 2, "every 39 ms");
        old.judge = _ -> ClaimVerdict.PROVEN;
        old.chips.report(old.chips.jobs().getLast().jobHeader(), 3, 5, 0);
        old.pass(Duration.ofMillis(2));
        NonceFound claim = old.claims.getFirst();
        assertEquals(0x6000, claim.version() & 0x1fff_e000);
    }

    @Test
    void stopsSendingWithoutWorkAndRestsAfterAWhile() {
        rig.program.onWork(new WorkOrder.Idle());
        assertEquals("no work", rig.reason());
        rig.chips.forgetFrames();
        rig.pass(Duration.ofSeconds(9));
        assertEquals(List.of(), rig.chips.jobs());
        assertTrue(rig.chips.isPowered());
        rig.pass(Duration.ofSeconds(2));
        assertFalse(rig.chips.isPowered());
        rig.work(Jobs.job("pool", "2", "block", Job.Renewal.UPDATE));
        rig.untilState("hashing");
    }

    /** A day of jobs, looks and nonces leaves nothing behind that grows. */
    @Test
    void hashesForADayWithoutGrowing() {
        rig.judge = _ -> ClaimVerdict.PROVEN;
        rig.keepsClaims = false;
        rig.chips.keepsFrames = false;
        hours(1);
        int scheduled = rig.time.scheduled();
        hours(23);
        assertEquals("hashing", rig.state());
        assertEquals(scheduled, rig.time.scheduled(), 2);
        assertEquals(24 * 3600.0, (double) rig.reports.getLast().chips().getFirst().nonces(), 2);
    }

    private void hours(int count) {
        for (int second = 0; second < count * 3600; second++) {
            rig.chips.report(lastJob().jobHeader(), 0, second, 0);
            rig.pass(SECOND);
        }
    }

    private ChipJob lastJob() {
        return rig.chips.jobs().getLast();
    }

    private static Job masked(VersionMask mask) {
        Job job = Jobs.job("pool", "9", "other block", Job.Renewal.REPLACE);
        return new Job(
                job.source(),
                job.epoch(),
                job.id(),
                job.renewal(),
                job.version(),
                mask,
                job.prevHash(),
                job.merkle(),
                job.nBits(),
                job.nTime(),
                job.shareTarget());
    }
}
