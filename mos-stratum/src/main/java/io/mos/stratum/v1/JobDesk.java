package io.mos.stratum.v1;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import io.mos.core.work.Job;
import io.mos.core.work.MerkleSource;
import io.mos.stratum.failover.Upstream;
import io.mos.stratum.v1.PoolCall.MiningNotify;
import java.util.LinkedHashSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes jobs of what a pool has sent, and knows which of them still count. Owner: the session.
 *
 * <p>Difficulty, target and extranonces hold for jobs sent after them; the version mask holds at
 * once, so that the current job is given out anew when it changes.
 */
final class JobDesk {

    /** Jobs between two blocks that still count; beyond it the oldest is forgotten. */
    private static final int MAX_LIVE_JOBS = 256;

    /**
     * A pool may ask for at most the network's own difficulty, or this on networks below it: harder
     * shares are worth more than blocks and would never come. Test networks are far below 2^32, and
     * no pool on them asks for as much.
     */
    private static final double MAX_TEST_NETWORK_DIFFICULTY = 0x1p32;

    private final Upstream.Terms terms;
    private final LinkedHashSet<String> live = new LinkedHashSet<>();
    private Target shareTarget = Target.DIFFICULTY_1;
    private VersionMask mask = VersionMask.NONE;
    private Extranonce extranonce1 = Extranonce.EMPTY;
    private int extranonce2SizeBytes;
    private boolean isSubscribed;
    private @Nullable MiningNotify early;
    private @Nullable Job current;

    JobDesk(Upstream.Terms terms) {
        this.terms = terms;
    }

    void shareTarget(Target target) {
        shareTarget = target;
    }

    /** The pool has said whose coinbases these are; the job it had announced before, if any. */
    Optional<Job> subscribed(SubscribeResult result) {
        extranonce(result.extranonce1(), result.extranonce2SizeBytes());
        isSubscribed = true;
        Optional<MiningNotify> waiting = Optional.ofNullable(early);
        early = null;
        return waiting.map(this::job);
    }

    void extranonce(Extranonce first, int secondSizeBytes) {
        extranonce1 = first;
        extranonce2SizeBytes = secondSizeBytes;
    }

    VersionMask mask() {
        return mask;
    }

    /** Sets the mask; the current job under it, if there is one and this changed it. */
    Optional<Job> mask(VersionMask newMask) {
        Job job = current;
        VersionMask before = mask;
        mask = newMask;
        if (job == null || before.equals(newMask)) {
            return Optional.empty();
        }
        Job.Renewal renewal =
                newMask.covers(before.bits()) ? Job.Renewal.UPDATE : Job.Renewal.REPLACE;
        Job renewed = withMask(job, renewal);
        current = renewed;
        return Optional.of(renewed);
    }

    /** The job just announced; it has to wait when it came before the subscription. */
    Optional<Job> open(MiningNotify notify) {
        if (!isSubscribed) {
            early = notify;
            return Optional.empty();
        }
        return Optional.of(job(notify));
    }

    private Job job(MiningNotify notify) {
        Job before = current;
        boolean isNewBlock = before == null || !notify.prevHash().equals(before.prevHash());
        boolean voidsOlder = notify.cleanJobs() || isNewBlock;
        if (voidsOlder) {
            live.clear();
        }
        live.add(notify.jobId());
        if (live.size() > MAX_LIVE_JOBS) {
            live.removeFirst();
        }
        Job job =
                new Job(
                        terms.source(),
                        terms.epoch(),
                        notify.jobId(),
                        voidsOlder ? Job.Renewal.REPLACE : Job.Renewal.UPDATE,
                        notify.version(),
                        mask,
                        notify.prevHash(),
                        new MerkleSource.Coinbase(
                                notify.coinbase1(),
                                extranonce1,
                                extranonce2SizeBytes,
                                notify.coinbase2(),
                                notify.branch()),
                        notify.nBits(),
                        notify.nTime(),
                        shareTarget);
        current = job;
        return job;
    }

    /** Whether a share of this job can ever be found by somebody who earns with it. */
    static boolean isReachable(Job job) {
        Difficulty asked = job.shareTarget().difficulty();
        double network = Target.ofNBits(job.nBits()).difficulty().value();
        return asked.value() <= Math.max(network, MAX_TEST_NETWORK_DIFFICULTY);
    }

    boolean isLive(Job job) {
        return job.epoch() == terms.epoch() && live.contains(job.id());
    }

    /** The last job given out. */
    Optional<Job> current() {
        return Optional.ofNullable(current);
    }

    private Job withMask(Job job, Job.Renewal renewal) {
        return new Job(
                job.source(),
                job.epoch(),
                job.id(),
                renewal,
                job.version(),
                mask,
                job.prevHash(),
                job.merkle(),
                job.nBits(),
                job.nTime(),
                job.shareTarget());
    }
}
