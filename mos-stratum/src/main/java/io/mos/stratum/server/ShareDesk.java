package io.mos.stratum.server;

import io.mos.core.chain.VersionDialect;
import io.mos.core.work.Share;
import io.mos.stratum.v1.ClientCall.MiningSubmit;
import io.mos.stratum.v1.StratumError;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges one miner's shares: which job and difficulty they are for, whether they were there before,
 * and whether the source wants them too. Owner: the session.
 */
final class ShareDesk {

    private static final Logger LOG = LoggerFactory.getLogger(ShareDesk.class);

    private final ServerDesk desk;
    private final DifficultyPlan difficulty;
    private final VersionRolling rolling;
    private boolean isDialectTold;

    ShareDesk(ServerDesk desk, DifficultyPlan difficulty, VersionRolling rolling) {
        this.desk = desk;
        this.difficulty = difficulty;
        this.rolling = rolling;
    }

    /** Judges a share; nothing when it is good. */
    Optional<StratumError> submit(MiningSubmit submit, Downstream downstream) {
        Optional<JobName> name = JobName.parse(submit.jobId());
        Optional<JobBook.Entry> entry = name.flatMap(it -> desk.book().find(it.sequence()));
        Optional<DifficultyPlan.Step> step =
                name.flatMap(it -> difficulty.easiestSince(it.issue()));
        if (entry.isEmpty() || step.isEmpty() || !desk.book().extranonces().isCurrent(downstream)) {
            return Optional.of(new StratumError(StratumError.JOB_NOT_FOUND, "Job not found"));
        }
        ShareCheck.Terms terms =
                new ShareCheck.Terms(
                        entry.get(), rolling.allowed(entry.get().job()), step.get().target());
        return switch (desk.check().check(submit, terms, downstream, desk.time().now())) {
            case ShareCheck.Outcome.Bad bad -> Optional.of(bad.error());
            case ShareCheck.Outcome.Good good -> take(good, step.get(), downstream);
        };
    }

    private Optional<StratumError> take(
            ShareCheck.Outcome.Good good, DifficultyPlan.Step step, Downstream downstream) {
        Share share = good.share();
        if (!downstream.seen().add(share.hash(), desk.book().era())) {
            return Optional.of(new StratumError(StratumError.DUPLICATE_SHARE, "Duplicate share"));
        }
        difficulty.onShare(step);
        good.dialect().ifPresent(this::tell);
        if (share.job().shareTarget().isMetBy(share.hash())) {
            desk.passOn(share);
        }
        return Optional.empty();
    }

    private void tell(VersionDialect dialect) {
        desk.metrics().countDialect(dialect);
        if (!isDialectTold) {
            isDialectTold = true;
            LOG.atInfo()
                    .addKeyValue("dialect", dialect)
                    .log("a miner combines version bits its own way");
        }
    }
}
