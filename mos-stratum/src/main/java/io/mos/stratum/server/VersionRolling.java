package io.mos.stratum.server;

import io.mos.core.chain.VersionMask;
import io.mos.core.work.Job;
import java.util.Optional;

/**
 * Which version bits one miner may roll. Owner: the session.
 *
 * <p>A miner is told the bits that it and the server and the source allow, less those that are set
 * in the job's version: with the rest all formulas of the field give the same header, and the
 * source can be told any of them (stratum fact sheet 1.3). The job's own bits go out as they are,
 * because a node may signal with them and a source may have no way to hear of their clearing.
 */
final class VersionRolling {

    private final VersionMask server;
    private VersionMask agreed = VersionMask.NONE;
    private VersionMask told = VersionMask.NONE;

    VersionRolling(VersionMask server) {
        this.server = server;
    }

    /**
     * Settles what the miner asks for.
     *
     * @param newest the job it would start on, if there is one
     * @return what to tell it; nothing to roll means no version rolling
     */
    VersionMask agree(VersionMask asked, Optional<Job> newest) {
        agreed = server.intersect(asked);
        told = newest.map(this::tellable).orElse(agreed);
        if (told.isEmpty()) {
            agreed = VersionMask.NONE;
        }
        return told;
    }

    /** What the miner must be told before this job, if that has changed. */
    Optional<VersionMask> change(Job job) {
        VersionMask next = tellable(job);
        if (next.equals(told)) {
            return Optional.empty();
        }
        told = next;
        return Optional.of(next);
    }

    /**
     * The bits a share of this job may differ in. A miner that never asked is taken at its word
     * (rental firmware submits bits unasked), and one that also rolls the job's own bits: only the
     * hash decides.
     */
    VersionMask allowed(Job job) {
        return (agreed.isEmpty() ? server : agreed).intersect(job.versionMask());
    }

    private VersionMask tellable(Job job) {
        return agreed.intersect(job.rollableVersion());
    }
}
