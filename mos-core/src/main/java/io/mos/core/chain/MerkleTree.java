package io.mos.core.chain;

import java.util.ArrayList;
import java.util.List;

/**
 * The tree whose root commits a header to its transactions. A level of odd size repeats its last.
 */
public final class MerkleTree {
    private MerkleTree() {}

    /** The root above the first leaf, given its branch from the bottom up. */
    public static Hash256 fold(Hash256 leaf, List<Hash256> branch) {
        Hash256 node = leaf;
        for (Hash256 sibling : branch) {
            node = parent(node, sibling);
        }
        return node;
    }

    /**
     * The root of these leaves.
     *
     * @throws IllegalArgumentException without a leaf
     */
    public static Hash256 root(List<Hash256> leaves) {
        if (leaves.isEmpty()) {
            throw new IllegalArgumentException("a merkle tree needs a leaf");
        }
        return fold(leaves.getFirst(), branchOfFirst(leaves.subList(1, leaves.size())));
    }

    /**
     * The branch of a first leaf yet unknown (the coinbase), given all the others. It holds
     * wherever that leaf changes, which is why a pool can send it once per job.
     */
    public static List<Hash256> branchOfFirst(List<Hash256> rest) {
        List<Hash256> branch = new ArrayList<>();
        List<Hash256> level = rest;
        while (!level.isEmpty()) {
            branch.add(level.getFirst());
            level = parents(level.subList(1, level.size()));
        }
        return List.copyOf(branch);
    }

    private static List<Hash256> parents(List<Hash256> level) {
        List<Hash256> parents = new ArrayList<>((level.size() + 1) / 2);
        for (int i = 0; i < level.size(); i += 2) {
            parents.add(parent(level.get(i), level.get(Math.min(i + 1, level.size() - 1))));
        }
        return parents;
    }

    private static Hash256 parent(Hash256 left, Hash256 right) {
        byte[] pair = new byte[2 * Hash256.SIZE_BYTES];
        left.copyTo(pair, 0);
        right.copyTo(pair, Hash256.SIZE_BYTES);
        return Sha256d.of(pair);
    }
}
