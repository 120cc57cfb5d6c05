package io.mos.hasher;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import io.mos.core.kernel.TimeSource;
import io.mos.core.work.Job;
import io.mos.core.work.Work;
import io.mos.hasher.kernel.ScanJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Cuts a leased work into slices nobody hashes twice: version bits roll fastest, then extranonce2,
 * then nTime, which may run ahead by the seconds that have passed. Thread-safe: every hashing
 * thread takes from it.
 */
final class WorkRoller {

    /** Four versions at once need two bits to roll. */
    private static final int SHARED_BITS = 2;

    private final Work work;
    private final Target ticketTarget;
    private final TimeSource time;
    private final AtomicLong nextVersionStep = new AtomicLong();

    WorkRoller(Work work, Target ticketTarget, TimeSource time) {
        this.work = work;
        this.ticketTarget = ticketTarget;
        this.time = time;
    }

    /**
     * The same for newer work. A source that only changes its difficulty gives the same headers
     * again under another job: then it goes on where this one stands, for nobody wants a hash
     * twice.
     */
    WorkRoller followedBy(Work newer, Target newerTicketTarget) {
        WorkRoller next = new WorkRoller(newer, newerTicketTarget, time);
        if (hasSameHeaders(newer)) {
            next.nextVersionStep.set(nextVersionStep.get());
        }
        return next;
    }

    private boolean hasSameHeaders(Work other) {
        Job mine = work.job();
        Job theirs = other.job();
        return work.extranonces().equals(other.extranonces())
                && mine.prevHash().equals(theirs.prevHash())
                && mine.merkle().equals(theirs.merkle())
                && mine.version() == theirs.version()
                && mine.versionMask().equals(theirs.versionMask())
                && mine.nBits() == theirs.nBits()
                && mine.nTime() == theirs.nTime();
    }

    Work work() {
        return work;
    }

    /** Whether four versions at once can be rolled. */
    boolean canShare() {
        return mask().bitCount() >= SHARED_BITS;
    }

    /**
     * The next slice for a kernel of this width, or nothing until more time has passed.
     *
     * @param width 1, or {@link ScanJob#SHARED_WIDTH} when {@link #canShare()}
     */
    Optional<HashSlice> next(int width) {
        // Slices are numbered in versions; a shared slice takes four aligned ones.
        long first = nextVersionStep.getAndUpdate(step -> alignUp(step, width) + width);
        long step = alignUp(first, width);
        long versions = 1L << mask().bitCount();
        long extranonceStep = step / versions;
        Optional<Integer> nTime = nTime(extranonceStep);
        if (nTime.isEmpty()) {
            // Nothing was taken: the step is given back to whoever asks when time has passed.
            nextVersionStep.compareAndSet(step + width, first);
            return Optional.empty();
        }
        Extranonce extranonce2 = work.extranonces().at(extranonceStep);
        BlockHeader header = work.header(extranonce2, work.job().version(), nTime.get());
        List<BlockHeader> headers = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
            headers.add(header.withVersion(version(step % versions + i)));
        }
        ScanJob job =
                width == 1
                        ? ScanJob.of(headers.getFirst(), ticketTarget)
                        : ScanJob.shared(headers, ticketTarget);
        return Optional.of(new HashSlice(work, extranonce2, ticketTarget, job));
    }

    /** The time to hash with once all extranonces were used this often, if it has come. */
    private Optional<Integer> nTime(long extranonceStep) {
        long values = work.extranonces().count();
        // A count of 0 stands for 2^64 values, which nobody exhausts.
        long round = values == 0 ? 0 : Long.divideUnsigned(extranonceStep, values);
        long elapsedSeconds = Duration.between(work.issuedAt(), time.now()).toSeconds();
        return round <= Math.max(0, elapsedSeconds)
                ? Optional.of(work.job().nTime() + (int) round)
                : Optional.empty();
    }

    private int version(long counter) {
        return work.job().version() | mask().spread(counter);
    }

    private VersionMask mask() {
        Job job = work.job();
        return job.rollableVersion();
    }

    private static long alignUp(long step, int width) {
        return (step + width - 1) / width * width;
    }
}
