package io.mos.drivers.bm13xx;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.NonceFound;
import io.mos.core.work.Work;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.frame.ChipJob;
import io.mos.drivers.bm13xx.frame.JobTail;
import io.mos.drivers.bm13xx.frame.Midstate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * One header of a lease, to be sent as one job: what a nonce for that job has to be joined with
 * again.
 *
 * @param header with the job's own version and nonce 0
 */
public record ChipWork(Work work, Extranonce extranonce2, BlockHeader header) {
    /** A job of a midstate chip holds four versions: two bits rolled (BM13XX.md §8). */
    private static final int MIDSTATE_BITS = 2;

    /**
     * The header at an index of the lease: first through its extranonces, then one second of nTime
     * further through them again. Different indices are different headers, so no job repeats the
     * search of another.
     *
     * @param index from 0; beyond the extranonces, only as far as seconds have passed
     */
    public static ChipWork at(Work work, long index) {
        ExtranonceRange range = work.extranonces();
        int seconds = range.count() == 0 ? 0 : (int) Long.divideUnsigned(index, range.count());
        Extranonce extranonce2 = range.at(index);
        int version = work.job().version();
        return new ChipWork(
                work, extranonce2, work.header(extranonce2, version, work.job().nTime() + seconds));
    }

    /** As the family's chips take it. */
    public ChipJob job(ChipFamily family, int jobHeader) {
        return switch (family.jobs().format()) {
            case FULL -> ChipJob.Full.of(jobHeader, header);
            case MIDSTATE ->
                    ChipJob.Midstates.of(
                            jobHeader,
                            JobTail.of(header),
                            IntStream.range(0, midstates())
                                    .mapToObj(i -> Midstate.of(header.withVersion(version(i))))
                                    .toList());
        };
    }

    /**
     * What a nonce of this job claims. Nothing when it names a version that was not offered: a
     * garbled answer, or a chip that rolls outside the pool's mask.
     *
     * @param ticketTarget what the chips were told to report
     */
    public Optional<NonceFound> claim(
            ChipFamily family, ChipNonce nonce, Target ticketTarget, OptionalInt chipAddress) {
        OptionalInt version = versionOf(family, nonce);
        return version.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new NonceFound(
                                work,
                                ticketTarget,
                                extranonce2,
                                version.getAsInt(),
                                header.nTime(),
                                nonce.nonce(),
                                chipAddress));
    }

    private OptionalInt versionOf(ChipFamily family, ChipNonce nonce) {
        return switch (family.jobs().format()) {
            case FULL ->
                    mask().covers(nonce.versionBits())
                            ? OptionalInt.of(header.version() | nonce.versionBits())
                            : OptionalInt.empty();
            case MIDSTATE ->
                    nonce.lowBits() < midstates()
                            ? OptionalInt.of(version(nonce.lowBits()))
                            : OptionalInt.empty();
        };
    }

    private VersionMask mask() {
        return work.job().rollableVersion();
    }

    /** Four, or one when the mask leaves fewer than four versions. */
    private int midstates() {
        return mask().bitCount() >= MIDSTATE_BITS ? 1 << MIDSTATE_BITS : 1;
    }

    private int version(int midstate) {
        return header.version() | mask().spread(midstate);
    }
}
