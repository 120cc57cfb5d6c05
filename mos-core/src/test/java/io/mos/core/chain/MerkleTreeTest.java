package io.mos.core.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mos.core.testkit.Gen;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    private static final Hash256 A = Sha256d.of(new byte[] {1});
    private static final Hash256 B = Sha256d.of(new byte[] {2});
    private static final Hash256 C = Sha256d.of(new byte[] {3});

    @Test
    void foldsFromTheBottomUp() {
        assertEquals(A, MerkleTree.fold(A, List.of()));
        assertEquals(parent(A, B), MerkleTree.fold(A, List.of(B)));
        assertEquals(parent(parent(A, B), C), MerkleTree.fold(A, List.of(B, C)));
    }

    @Test
    void repeatsTheLastOfAnOddLevel() {
        assertEquals(A, MerkleTree.root(List.of(A)));
        assertEquals(parent(A, B), MerkleTree.root(List.of(A, B)));
        assertEquals(parent(parent(A, B), parent(C, C)), MerkleTree.root(List.of(A, B, C)));
        assertEquals(List.of(), MerkleTree.branchOfFirst(List.of()));
        assertEquals(List.of(B, parent(C, C)), MerkleTree.branchOfFirst(List.of(B, C)));
    }

    @Test
    void needsALeaf() {
        assertThrows(IllegalArgumentException.class, () -> MerkleTree.root(List.of()));
    }

    /** Mainnet block 170, the first with a payment. */
    @Test
    void givesTheRootOfARealBlock() {
        Hash256 coinbase =
                Hash256.ofDisplayHex(
                        "b1fea52486ce0c62bb442b530a3f0132b826c74e473d1f2c220bfa78111c5082");
        Hash256 payment =
                Hash256.ofDisplayHex(
                        "f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16");
        assertEquals(
                "7dac2c5666815c17a3b36427de37bb9d2e2c5ccec3f8633eb91a4205cb4c10ff",
                MerkleTree.root(List.of(coinbase, payment)).displayHex());
    }

    @Test
    @Tag("property")
    void theBranchLeadsEveryFirstLeafToTheRoot() {
        Gen.forAll(
                300,
                gen -> {
                    List<Hash256> rest = gen.list(40, g -> Hash256.of(g.bytes(32)));
                    Hash256 first = Hash256.of(gen.bytes(32));
                    List<Hash256> all = new ArrayList<>(List.of(first));
                    all.addAll(rest);
                    assertEquals(
                            plainRoot(all), MerkleTree.fold(first, MerkleTree.branchOfFirst(rest)));
                    assertEquals(plainRoot(all), MerkleTree.root(all));
                });
    }

    /** Level by level, as the definition says. */
    private static Hash256 plainRoot(List<Hash256> leaves) {
        List<Hash256> level = new ArrayList<>(leaves);
        while (level.size() > 1) {
            if (level.size() % 2 == 1) {
                level.add(level.getLast());
            }
            List<Hash256> above = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                above.add(parent(level.get(i), level.get(i + 1)));
            }
            level = above;
        }
        return level.getFirst();
    }

    private static Hash256 parent(Hash256 left, Hash256 right) {
        return Sha256d.of(left.toBytes(), right.toBytes());
    }
}
