package io.mos.stratum.server;

import io.mos.core.chain.ByteString;
import io.mos.core.chain.Extranonce;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.ExtranonceSpace;
import io.mos.core.work.MerkleSource;

/**
 * One miner's part of the extranonce: the source's extranonce1 and the lessee's bytes together are
 * what the miner sees as extranonce1, the rest is its extranonce2.
 *
 * @param lease what it was leased
 * @param spaceNumber which of the source's spaces it is from
 * @param prefix the lessee's bytes, which begin the source's extranonce2
 * @param extranonce1 as told to the miner; unique, so that its hex serves as session id
 * @param extranonce2SizeBytes as told to the miner
 * @param seen the shares found with it, mutable; they stay with it when its miner comes back
 */
record Downstream(
        ExtranonceSpace.Lease lease,
        long spaceNumber,
        ByteString prefix,
        Extranonce extranonce1,
        int extranonce2SizeBytes,
        SeenShares seen) {

    /** From {@link Extranonces#MIN_SIZE_BYTES} on a lease always frees whole bytes. */
    static Downstream of(
            ExtranonceSpace.Lease lease, long spaceNumber, MerkleSource.Coinbase coinbase) {
        ExtranonceRange range = lease.range();
        int freeBytes = Long.numberOfTrailingZeros(range.count()) / Byte.SIZE;
        ByteString prefix = range.at(0).bytes().slice(0, range.sizeBytes() - freeBytes);
        return new Downstream(
                lease,
                spaceNumber,
                prefix,
                new Extranonce(ByteString.concat(coinbase.extranonce1().bytes(), prefix)),
                freeBytes,
                new SeenShares());
    }

    String sessionId() {
        return extranonce1.hex();
    }

    /** The source's extranonce2 for what the miner chose. */
    Extranonce upstream(Extranonce chosen) {
        return new Extranonce(ByteString.concat(prefix, chosen.bytes()));
    }
}
