package io.mos.core.work;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;
import java.util.OptionalInt;

/** SHA-256d of block headers: judges claims and searches small ranges. Thread-safe. */
public interface HashEngine {

    Hash256 hash(BlockHeader header);

    /** Whether the header's hash meets the target. */
    default boolean verify(BlockHeader header, Target target) {
        return target.isMetBy(hash(header));
    }

    /**
     * The first nonce from {@code header.nonce()} on whose hash meets the target, looking at {@code
     * count} nonces and wrapping past the last; blocks the caller for that long.
     */
    OptionalInt search(BlockHeader header, int count, Target target);
}
