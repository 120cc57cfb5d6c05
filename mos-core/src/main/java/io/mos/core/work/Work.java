package io.mos.core.work;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Extranonce;
import java.time.Instant;

/**
 * A slice of a job leased to one device, which rolls extranonce2, version bits, nTime and nonce
 * inside it by itself.
 *
 * @param id unique in this daemon's life
 * @param job what it was cut from
 * @param extranonces the extranonce2 values that are this device's alone
 * @param issuedAt when it was cut; nTime may run ahead of the job's by the seconds since then
 * @param noticedNanos when the source's job that it carries came in, by the daemon's monotonic
 *     clock; {@link #NOT_NOTICED} for work that no new job caused, such as a device's first
 */
public record Work(
        long id, Job job, ExtranonceRange extranonces, Instant issuedAt, long noticedNanos) {

    /** Nobody waits for this work: how soon it reaches a device says nothing. */
    public static final long NOT_NOTICED = Long.MIN_VALUE;

    /** Work that no new job caused. */
    public Work(long id, Job job, ExtranonceRange extranonces, Instant issuedAt) {
        this(id, job, extranonces, issuedAt, NOT_NOTICED);
    }

    /**
     * The header of this work with nonce 0.
     *
     * @param extranonce2 one of {@link #extranonces()}
     * @param version the job's version with bits of {@link Job#rollableVersion()} set
     * @param nTime not before the job's
     */
    public BlockHeader header(Extranonce extranonce2, int version, int nTime) {
        return new BlockHeader(
                version, job.prevHash(), job.merkle().root(extranonce2), nTime, job.nBits(), 0);
    }
}
