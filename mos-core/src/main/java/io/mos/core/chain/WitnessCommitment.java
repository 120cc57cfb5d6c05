package io.mos.core.chain;

import java.util.ArrayList;
import java.util.List;

/** The coinbase output that commits a block to its witness data (BIP141). */
public final class WitnessCommitment {
    /** What the coinbase's own witness must hold; BIP141 leaves it free and nodes send zeros. */
    public static final ByteString RESERVED_VALUE = ByteString.of(Hash256.ZERO.toBytes());

    /** OP_RETURN, a push of 36 bytes, and the commitment's mark. */
    private static final ByteString SCRIPT_START = ByteString.parseHex("6a24aa21a9ed");

    private WitnessCommitment() {}

    /** Whether this output script is a commitment; bytes after its 38 carry no meaning. */
    public static boolean isIn(ByteString script) {
        return script.startsWith(SCRIPT_START)
                && script.sizeBytes() >= SCRIPT_START.sizeBytes() + Hash256.SIZE_BYTES;
    }

    /**
     * The script for a block whose transactions after the coinbase have these witness ids. The
     * coinbase itself counts as zero.
     */
    public static ByteString scriptFor(List<Hash256> witnessIds) {
        List<Hash256> leaves = new ArrayList<>(witnessIds.size() + 1);
        leaves.add(Hash256.ZERO);
        leaves.addAll(witnessIds);
        ByteString root = ByteString.of(MerkleTree.root(leaves).toBytes());
        Hash256 commitment = Sha256d.of(root, RESERVED_VALUE);
        return ByteString.concat(SCRIPT_START, ByteString.of(commitment.toBytes()));
    }
}
