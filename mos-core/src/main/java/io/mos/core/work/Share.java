package io.mos.core.work;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;

/**
 * A proven hash that meets its job's share target: re-hashed here, ready to be submitted.
 *
 * @param header all 80 bytes that hash to {@code hash}
 */
public record Share(Job job, Extranonce extranonce2, BlockHeader header, Hash256 hash) {

    /** Whether this share is a block: its hash meets the network target as well. */
    public boolean isBlock() {
        return Target.ofNBits(job.nBits()).isMetBy(hash);
    }
}
