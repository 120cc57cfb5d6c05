package io.mos.stratum.v1;

import io.mos.core.chain.VersionDialect;
import io.mos.core.chain.VersionMask;
import java.util.Optional;

/**
 * Finds out how one pool combines submitted version bits with a job's version, from what it
 * accepts.
 *
 * <p>We roll only bits that are zero in the job's version, so {@link VersionDialect#BIP310} and
 * {@link VersionDialect#OR} want the same bits and stand here for one another; only {@link
 * VersionDialect#XOR} wants others, and only where the job's version has bits inside the mask. Such
 * a share tells the dialects apart: while the dialect is unknown, a refused one is sent again the
 * other way.
 *
 * <p>Owner: the source's loop.
 */
final class DialectFinder {

    /**
     * Second tries that may fail per unconfirmed spell: a pool that refuses everything must not get
     * twice as much.
     */
    private static final int MAX_FAILED_SECOND_TRIES = 3;

    /** A confirmed dialect is doubted after so many telling refusals in a row. */
    private static final int REFUSALS_TO_DOUBT = 5;

    private VersionDialect dialect = VersionDialect.BIP310;
    private boolean isConfirmed;
    private int failedSecondTries;
    private int refusalsInRow;

    VersionDialect dialect() {
        return dialect;
    }

    boolean isConfirmed() {
        return isConfirmed;
    }

    /** Whether the dialects want different bits for a share of this job. */
    static boolean isTelling(int jobVersion, VersionMask mask) {
        return (jobVersion & mask.bits()) != 0;
    }

    /** A telling share in this dialect was accepted; whether that is news. */
    boolean accepted(VersionDialect used) {
        boolean isNews = !isConfirmed || dialect != used;
        dialect = used;
        isConfirmed = true;
        refusalsInRow = 0;
        return isNews;
    }

    /**
     * A telling share in this dialect was refused.
     *
     * @param code the pool's; codes that have nothing to do with the header teach nothing
     * @return the dialect to send it in once more, if that is worth a try
     */
    Optional<VersionDialect> refused(VersionDialect used, int code) {
        if (!isAboutTheHeader(code)) {
            return Optional.empty();
        }
        if (isConfirmed && used != dialect) {
            // It was on its way when another one showed the right dialect.
            return Optional.of(dialect);
        }
        if (isConfirmed && ++refusalsInRow >= REFUSALS_TO_DOUBT) {
            isConfirmed = false;
            refusalsInRow = 0;
            failedSecondTries = 0;
        }
        return isConfirmed || failedSecondTries >= MAX_FAILED_SECOND_TRIES
                ? Optional.empty()
                : Optional.of(other(used));
    }

    /** Its second try was refused too. */
    void refusedAgain(int code) {
        if (isAboutTheHeader(code)) {
            failedSecondTries++;
        }
    }

    private static VersionDialect other(VersionDialect used) {
        return used == VersionDialect.XOR ? VersionDialect.BIP310 : VersionDialect.XOR;
    }

    private static boolean isAboutTheHeader(int code) {
        return switch (code) {
            case StratumError.JOB_NOT_FOUND,
                    StratumError.DUPLICATE_SHARE,
                    StratumError.UNAUTHORIZED_WORKER,
                    StratumError.NOT_SUBSCRIBED ->
                    false;
            default -> true;
        };
    }
}
