package io.mos.drivers.bm13xx.frame;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.ByteString;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.ReferenceSha256d;
import java.nio.ByteBuffer;

/**
 * The state of SHA-256 after the first 64 bytes of a header, as eight big-endian words. On the wire
 * the words stand in reverse, each left as it is.
 */
public record Midstate(ByteString state) {
    static final int SIZE_BYTES = 32;

    private static final int BLOCK_WORDS = 16;
    private static final int PADDING_BIT = 0x8000_0000;

    public Midstate {
        if (state.sizeBytes() != SIZE_BYTES) {
            throw new IllegalArgumentException("a midstate of " + state.sizeBytes() + " bytes");
        }
    }

    /** Of the header's version, previous hash and all but the last word of the merkle root. */
    public static Midstate of(BlockHeader header) {
        ByteBuffer state = ByteBuffer.allocate(SIZE_BYTES);
        state.asIntBuffer().put(ReferenceSha256d.midstate(header.toBytes()));
        return new Midstate(ByteString.of(state.array()));
    }

    /** The hash of the header that began with this state, as a chip computes it. */
    public Hash256 hash(JobTail tail, int nonce) {
        int[] block = new int[BLOCK_WORDS];
        block[0] = tail.merkleTail();
        block[1] = Integer.reverseBytes(tail.nTime());
        block[2] = Integer.reverseBytes(tail.nBits());
        block[3] = Integer.reverseBytes(nonce);
        block[4] = PADDING_BIT;
        block[BLOCK_WORDS - 1] = BlockHeader.SIZE_BYTES * Byte.SIZE;
        int[] words = new int[ReferenceSha256d.STATE_WORDS];
        ByteBuffer.wrap(state.toBytes()).asIntBuffer().get(words);
        ByteBuffer first = ByteBuffer.allocate(SIZE_BYTES);
        first.asIntBuffer().put(ReferenceSha256d.compress(words, block));
        return Hash256.of(ReferenceSha256d.sha256(first.array()));
    }

    static Midstate read(byte[] bytes, int at) {
        return new Midstate(ByteString.of(WordOrder.reversed(bytes, at)));
    }

    void putTo(ByteBuffer frame) {
        frame.put(WordOrder.reversed(state.toBytes(), 0));
    }
}
