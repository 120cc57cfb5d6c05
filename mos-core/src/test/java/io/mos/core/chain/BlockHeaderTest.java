package io.mos.core.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Gen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BlockHeaderTest {
    private static final String GENESIS =
            "0100000000000000000000000000000000000000000000000000000000000000"
                    + "000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa"
                    + "4b1e5e4a29ab5f49ffff001d1dac2b7c";

    @Test
    void readsGenesis() {
        BlockHeader genesis = BlockHeader.parse(ByteString.parseHex(GENESIS).toBytes());
        assertEquals(1, genesis.version());
        assertEquals(Hash256.ZERO, genesis.prevHash());
        assertEquals(1231006505, genesis.nTime());
        assertEquals(0x1d00ffff, genesis.nBits());
        assertEquals(2083236893, genesis.nonce());
        assertEquals(
                "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f",
                genesis.hash().displayHex());
        assertTrue(Target.ofNBits(genesis.nBits()).isMetBy(genesis.hash()));
    }

    @Test
    void changesOneFieldAtATime() {
        BlockHeader header = BlockHeader.parse(new byte[BlockHeader.SIZE_BYTES]);
        assertEquals(7, header.withVersion(7).version());
        assertEquals(7, header.withNTime(7).nTime());
        assertEquals(7, header.withNonce(7).nonce());
        assertEquals(header.hash(), header.withMerkleRoot(header.hash()).merkleRoot());
        assertEquals(header, header.withNonce(7).withNonce(0));
    }

    @Test
    @Tag("property")
    void everyEightyBytesRoundTrip() {
        Gen.forAll(
                1000,
                gen -> {
                    byte[] bytes = gen.bytes(BlockHeader.SIZE_BYTES);
                    BlockHeader header = BlockHeader.parse(bytes);
                    assertArrayEquals(bytes, header.toBytes());
                    assertEquals(ReferenceSha256d.of(bytes), header.hash());
                });
    }

    @Test
    @Tag("property")
    void refusesEveryOtherLength() {
        Gen.forAll(
                200,
                gen -> {
                    byte[] bytes = gen.bytesUpTo(200);
                    if (bytes.length != BlockHeader.SIZE_BYTES) {
                        assertThrows(
                                MalformedChainDataException.class, () -> BlockHeader.parse(bytes));
                    }
                });
    }
}
