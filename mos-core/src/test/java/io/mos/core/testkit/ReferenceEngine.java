package io.mos.core.testkit;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;
import io.mos.core.work.HashEngine;
import java.util.OptionalInt;

/** A plain engine for tests that must not depend on the hasher module. */
public final class ReferenceEngine implements HashEngine {

    @Override
    public Hash256 hash(BlockHeader header) {
        return header.hash();
    }

    @Override
    public OptionalInt search(BlockHeader header, int count, Target target) {
        for (int i = 0; i < count; i++) {
            int nonce = header.nonce() + i;
            if (target.isMetBy(header.withNonce(nonce).hash())) {
                return OptionalInt.of(nonce);
            }
        }
        return OptionalInt.empty();
    }
}
