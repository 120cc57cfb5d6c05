package io.mos.stratum.server;

import io.mos.core.chain.ByteString;
import io.mos.core.chain.Extranonce;
import io.mos.core.work.Job;
import io.mos.core.work.MerkleSource;
import java.util.List;

/** Coinbases that differ in their extranonces alone. */
final class TestCoinbases {

    private TestCoinbases() {}

    static MerkleSource.Coinbase of(String extranonce1, int extranonce2SizeBytes) {
        return new MerkleSource.Coinbase(
                ByteString.parseHex("01"),
                Extranonce.parseHex(extranonce1),
                extranonce2SizeBytes,
                ByteString.parseHex("02"),
                List.of());
    }

    static Job put(MerkleSource merkle, Job job) {
        return new Job(
                job.source(),
                job.epoch(),
                job.id(),
                job.renewal(),
                job.version(),
                job.versionMask(),
                job.prevHash(),
                merkle,
                job.nBits(),
                job.nTime(),
                job.shareTarget());
    }
}
