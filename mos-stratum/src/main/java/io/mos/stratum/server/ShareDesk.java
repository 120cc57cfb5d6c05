package io.mos.stratum.server;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import io.mos.core.work.Share;
import io.mos.stratum.v1.ClientCall.MiningSubmit;
import io.mos.stratum.v1.StratumError;
import java.util.LinkedHashSet;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One miner's shares: which difficulty counts for which job, which were there before, and how the
 * difficulty is steered. Owner: the session.
 *
 * <p>A job id is {@code sequence.issue} in hex: the same job is issued again after each change of
 * difficulty, so a share names the difficulty it was hashed at. For jobs issued before the change
 * the lower of both counts.
 */
final class ShareDesk {

    private static final Logger LOG = LoggerFactory.getLogger(ShareDesk.class);

    private final ServerDesk desk;
    private final Vardiff vardiff;
    private final LinkedHashSet<Hash256> seen = new LinkedHashSet<>();
    private Difficulty lowest;
    private Difficulty current;
    private Difficulty next;
    private Difficulty before;
    private long issue;
    private boolean isDialectTold;

    ShareDesk(ServerDesk desk) {
        this.desk = desk;
        lowest = desk.config().minDifficulty();
        current = desk.config().startDifficulty();
        next = current;
        before = current;
        vardiff = new Vardiff(desk.config().sharesPerMinute(), lowest, desk.time().nanos());
    }

    Difficulty difficulty() {
        return current;
    }

    /** The miner takes nothing easier (BIP310 minimum-difficulty). */
    void atLeast(Difficulty minimum) {
        if (minimum.compareTo(lowest) > 0) {
            lowest = minimum;
        }
        wish(current);
    }

    /** The miner would like this difficulty; it gets it within the server's limits. */
    void wish(Difficulty wished) {
        next = wished.compareTo(lowest) < 0 ? lowest : wished;
    }

    /** Whether the rate of shares asks for another difficulty. */
    boolean steer() {
        Optional<Difficulty> wished = vardiff.look(current, desk.time().nanos());
        wished.ifPresent(this::wish);
        return wished.isPresent();
    }

    /** Puts a wished difficulty in force; whether it differs from what the miner knows. */
    boolean takeNewDifficulty() {
        if (next.equals(current)) {
            return false;
        }
        before = current;
        current = next;
        issue++;
        return true;
    }

    /** The id under which a job goes out now. */
    String issue(JobBook.Entry entry) {
        return Long.toHexString(entry.sequence()) + "." + Long.toHexString(issue);
    }

    /**
     * The job's version as this miner gets it: bits it may roll are clear, so all dialects agree.
     */
    int version(JobBook.Entry entry, VersionMask mask) {
        return entry.job().version() & ~mask.bits();
    }

    /** After a clean job no older share can come again. */
    void forget() {
        seen.clear();
    }

    /** Judges a share; nothing when it is good. */
    Optional<StratumError> submit(MiningSubmit submit, Downstream downstream, VersionMask mask) {
        Optional<Issued> issued = Issued.parse(submit.jobId());
        Optional<JobBook.Entry> entry = issued.flatMap(named -> desk.book().find(named.sequence()));
        if (entry.isEmpty()
                || issued.get().issue() > issue
                || downstream.spaceNumber() != desk.book().spaceNumber()) {
            return Optional.of(new StratumError(StratumError.JOB_NOT_FOUND, "Job not found"));
        }
        ShareCheck.Terms terms =
                new ShareCheck.Terms(
                        entry.get(), version(entry.get(), mask), mask, target(issued.get()));
        return switch (desk.check().check(submit, terms, downstream, desk.time().now())) {
            case ShareCheck.Outcome.Bad bad -> Optional.of(bad.error());
            case ShareCheck.Outcome.Good good -> take(good);
        };
    }

    private Optional<StratumError> take(ShareCheck.Outcome.Good good) {
        Share share = good.share();
        if (!seen.add(share.hash())) {
            return Optional.of(new StratumError(StratumError.DUPLICATE_SHARE, "Duplicate share"));
        }
        if (seen.size() > ServerLimits.MAX_REMEMBERED_SHARES) {
            seen.removeFirst();
        }
        vardiff.onShare();
        good.dialect().ifPresent(dialect -> tellDialect(dialect.name()));
        if (share.job().shareTarget().isMetBy(share.hash())) {
            desk.passOn(share);
        }
        return Optional.empty();
    }

    private void tellDialect(String dialect) {
        desk.metrics().countDialect(dialect);
        if (!isDialectTold) {
            isDialectTold = true;
            LOG.atInfo()
                    .addKeyValue("dialect", dialect)
                    .log("a miner combines version bits its own way");
        }
    }

    private Target target(Issued issued) {
        boolean isOlder = issued.issue() < issue;
        Difficulty counted = isOlder && before.compareTo(current) < 0 ? before : current;
        return counted.target();
    }

    /** A job id taken apart. */
    private record Issued(long sequence, long issue) {

        /** Both numbers of an id we could have given; at most 15 digits, so that none overflows. */
        static Optional<Issued> parse(String jobId) {
            int dot = jobId.indexOf('.');
            if (dot < 1 || !jobId.matches("[0-9a-f]{1,15}\\.[0-9a-f]{1,15}")) {
                return Optional.empty();
            }
            return Optional.of(
                    new Issued(
                            Long.parseLong(jobId, 0, dot, 16),
                            Long.parseLong(jobId, dot + 1, jobId.length(), 16)));
        }
    }
}
