package io.mos.stratum.mockpool;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Extranonce;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import java.util.Optional;

/** Finds shares the slow way; difficulties of tests need a few thousand hashes. */
public final class TestMiner {

    private static final int EXTRANONCE_COUNTER_BITS = 16;

    private TestMiner() {}

    /**
     * The first share at or after this nonce, rolling the lowest allowed version bit, or nothing
     * within {@code hashes}.
     */
    public static Optional<Share> search(Job job, long start, int hashes) {
        int size = job.merkle().extranonce2SizeBytes();
        long counter = start & ((1L << EXTRANONCE_COUNTER_BITS) - 1);
        Extranonce extranonce2 =
                size >= 2 ? Extranonce.ofCounter(counter, size) : Extranonce.ofCounter(0, size);
        int version = job.version() | Integer.lowestOneBit(job.rollableVersion().bits());
        BlockHeader base =
                new BlockHeader(
                        version,
                        job.prevHash(),
                        job.merkle().root(extranonce2),
                        job.nTime(),
                        job.nBits(),
                        0);
        for (int i = 0; i < hashes; i++) {
            BlockHeader header = base.withNonce((int) start + i);
            var hash = header.hash();
            if (job.shareTarget().isMetBy(hash)) {
                return Optional.of(new Share(job, extranonce2, header, hash));
            }
        }
        return Optional.empty();
    }
}
