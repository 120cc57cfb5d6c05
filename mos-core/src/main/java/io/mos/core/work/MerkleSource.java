package io.mos.core.work;

import io.mos.core.chain.ByteString;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.MerkleTree;
import io.mos.core.chain.Sha256d;
import java.util.List;

/**
 * Where a job's merkle root comes from: a coinbase the miner completes, or a root that is fixed.
 */
public sealed interface MerkleSource {

    /** Size of the part of the coinbase the miner chooses; 0 when there is none. */
    int extranonce2SizeBytes();

    /**
     * The merkle root with this extranonce2.
     *
     * @throws IllegalArgumentException when its size is not {@link #extranonce2SizeBytes()}
     */
    Hash256 root(Extranonce extranonce2);

    /**
     * A coinbase without witness data, cut at the extranonce: {@code prefix ‖ extranonce1 ‖
     * extranonce2 ‖ suffix}, and the branch that leads from its txid to the root (internal byte
     * order, as in Stratum V1 {@code mining.notify}).
     */
    record Coinbase(
            ByteString prefix,
            Extranonce extranonce1,
            int extranonce2SizeBytes,
            ByteString suffix,
            List<Hash256> branch)
            implements MerkleSource {

        public Coinbase {
            branch = List.copyOf(branch);
            if (extranonce2SizeBytes < 0 || extranonce2SizeBytes > Extranonce.MAX_SIZE_BYTES) {
                throw new IllegalArgumentException(
                        "extranonce2 of " + extranonce2SizeBytes + " bytes");
            }
        }

        /** The whole coinbase transaction without witness data. */
        public byte[] transaction(Extranonce extranonce2) {
            if (extranonce2.sizeBytes() != extranonce2SizeBytes) {
                throw new IllegalArgumentException(
                        "extranonce2 of "
                                + extranonce2.sizeBytes()
                                + " bytes, not "
                                + extranonce2SizeBytes);
            }
            int middle = prefix.sizeBytes() + extranonce1.sizeBytes();
            byte[] whole = new byte[middle + extranonce2SizeBytes + suffix.sizeBytes()];
            prefix.copyTo(whole, 0);
            extranonce1.copyTo(whole, prefix.sizeBytes());
            extranonce2.copyTo(whole, middle);
            suffix.copyTo(whole, middle + extranonce2SizeBytes);
            return whole;
        }

        @Override
        public Hash256 root(Extranonce extranonce2) {
            return MerkleTree.fold(Sha256d.of(transaction(extranonce2)), branch);
        }
    }

    /** A root nobody below the pool can change (Stratum V2 standard channels). */
    record FixedRoot(Hash256 root) implements MerkleSource {

        @Override
        public int extranonce2SizeBytes() {
            return 0;
        }

        @Override
        public Hash256 root(Extranonce extranonce2) {
            if (extranonce2.sizeBytes() != 0) {
                throw new IllegalArgumentException("a fixed root takes no extranonce2");
            }
            return root;
        }
    }
}
