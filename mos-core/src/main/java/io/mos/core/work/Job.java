package io.mos.core.work;

import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;

/**
 * An immutable template to mine on, as a source gave it.
 *
 * @param source who gave it
 * @param epoch counts the source's connections: a share of an older epoch can no longer be
 *     submitted
 * @param id the source's own name for it, opaque
 * @param renewal whether older jobs of this source are still worth hashing
 * @param version block version as the source sent it
 * @param versionMask bits the source lets us roll; see {@link #rollableVersion()}
 * @param prevHash hash of the block to build on
 * @param merkle where the merkle root comes from
 * @param nBits compact network target
 * @param nTime earliest time the header may carry, seconds since 1970, unsigned
 * @param shareTarget the easiest hash the source credits for this very job
 */
public record Job(
        SourceId source,
        long epoch,
        String id,
        Renewal renewal,
        int version,
        VersionMask versionMask,
        Hash256 prevHash,
        MerkleSource merkle,
        int nBits,
        int nTime,
        Target shareTarget) {

    /**
     * @throws io.mos.core.chain.MalformedChainDataException when nBits is no target
     */
    public Job {
        Target.ofNBits(nBits);
    }

    /** What a new job means for the ones before it. */
    public enum Renewal {
        /** Shares of older jobs still count. */
        UPDATE,
        /** Older jobs are void (Stratum's {@code clean_jobs}). */
        REPLACE
    }

    /**
     * The bits a device may roll: inside the mask and zero in the job's version. With these bits
     * alone all three version dialects of the field give the same header (stratum fact sheet 1.3).
     */
    public VersionMask rollableVersion() {
        return versionMask.without(version);
    }

    /** This job, but voiding the ones before it. */
    public Job replacing() {
        return new Job(
                source,
                epoch,
                id,
                Renewal.REPLACE,
                version,
                versionMask,
                prevHash,
                merkle,
                nBits,
                nTime,
                shareTarget);
    }
}
