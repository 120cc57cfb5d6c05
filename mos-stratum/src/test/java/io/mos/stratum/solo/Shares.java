package io.mos.stratum.solo;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Extranonce;
import io.mos.core.work.Job;
import io.mos.core.work.Share;

/** Finds shares as the gate hands them over; on a regtest chain every other hash is a block. */
final class Shares {

    private Shares() {}

    /** The first share of this extranonce2. */
    static Share mine(Job job, long extranonce2) {
        Extranonce extranonce =
                Extranonce.ofCounter(extranonce2, job.merkle().extranonce2SizeBytes());
        BlockHeader header =
                new BlockHeader(
                        job.version(),
                        job.prevHash(),
                        job.merkle().root(extranonce),
                        job.nTime(),
                        job.nBits(),
                        0);
        while (!job.shareTarget().isMetBy(header.hash())) {
            header = header.withNonce(header.nonce() + 1);
        }
        return new Share(job, extranonce, header, header.hash());
    }
}
