package io.mos.hasher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Target;
import java.util.HexFormat;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CpuHashEngineTest {

    private static final BlockHeader GENESIS =
            BlockHeader.parse(
                    HexFormat.of()
                            .parseHex(
                                    "01000000"
                                            + "00".repeat(32)
                                            + "3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a"
                                            + "29ab5f49ffff001d1dac2b7c"));

    private final CpuHashEngine engine = new CpuHashEngine();

    @Test
    void judgesAClaimByItsHash() {
        assertTrue(engine.verify(GENESIS, Target.DIFFICULTY_1));
        assertFalse(engine.verify(GENESIS.withNonce(0), Target.DIFFICULTY_1));
        assertEquals(
                "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f",
                engine.hash(GENESIS).displayHex());
    }

    @Test
    void findsTheFirstNonceOfARange() {
        BlockHeader start = GENESIS.withNonce(GENESIS.nonce() - 9);
        assertEquals(OptionalInt.empty(), engine.search(start, 9, Target.DIFFICULTY_1));
        assertEquals(
                OptionalInt.of(GENESIS.nonce()), engine.search(start, 10, Target.DIFFICULTY_1));
    }

    @Test
    void wrapsPastTheLastNonce() {
        BlockHeader last = GENESIS.withNonce(-1);
        Target easy = Target.ofBytesLe(GENESIS.withNonce(0).hash().toBytes());
        OptionalInt expected = engine.verify(last, easy) ? OptionalInt.of(-1) : OptionalInt.of(0);
        assertEquals(expected, engine.search(last, 2, easy));
    }
}
