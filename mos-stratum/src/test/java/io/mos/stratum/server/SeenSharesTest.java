package io.mos.stratum.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Hash256;
import io.mos.core.chain.Sha256d;
import io.mos.core.testkit.Gen;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SeenSharesTest {

    private final SeenShares seen = new SeenShares();

    @Test
    void knowsEachShareOnce() {
        assertTrue(seen.add(hash(1), 0));
        assertFalse(seen.add(hash(1), 0));
        assertTrue(seen.add(hash(2), 0));
        assertTrue(seen.add(Hash256.ZERO, 0));
        assertFalse(seen.add(Hash256.ZERO, 0));
    }

    @Test
    void forgetsWithACleanJob() {
        seen.add(hash(1), 7);
        assertTrue(seen.add(hash(1), 8));
        assertFalse(seen.add(hash(1), 8));
    }

    @Test
    void remembersABoundedNumber() {
        int many = 10 * SeenShares.GENERATION_SIZE;
        for (int i = 0; i < many; i++) {
            assertTrue(seen.add(hash(i), 0));
        }
        for (int i = many - SeenShares.GENERATION_SIZE; i < many; i++) {
            assertFalse(seen.add(hash(i), 0), "the last " + SeenShares.GENERATION_SIZE);
        }
        assertTrue(seen.add(hash(1), 0), "one of long ago");
    }

    @Test
    @Tag("property")
    void agreesWithASet() {
        Gen.forAll(
                100,
                gen -> {
                    SeenShares any = new SeenShares();
                    Set<Hash256> model = new HashSet<>();
                    for (int i = 0; i < 500; i++) {
                        Hash256 hash = hash(gen.intBetween(0, 400));
                        assertEquals(model.add(hash), any.add(hash, 0));
                    }
                });
    }

    private static Hash256 hash(int number) {
        return Sha256d.of(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }
}
