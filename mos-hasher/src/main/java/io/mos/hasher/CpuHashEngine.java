package io.mos.hasher;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;
import io.mos.core.work.HashEngine;
import java.util.OptionalInt;

/** {@code MessageDigest} as the judge of every claim. Stateless, so safe on every thread. */
public final class CpuHashEngine implements HashEngine {

    @Override
    public Hash256 hash(BlockHeader header) {
        return header.hash();
    }

    @Override
    public OptionalInt search(BlockHeader header, int count, Target target) {
        for (int i = 0; i < count; i++) {
            int nonce = header.nonce() + i;
            if (verify(header.withNonce(nonce), target)) {
                return OptionalInt.of(nonce);
            }
        }
        return OptionalInt.empty();
    }
}
