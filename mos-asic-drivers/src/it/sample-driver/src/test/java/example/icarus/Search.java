package example.icarus;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.ReferenceSha256d;
import java.nio.ByteBuffer;

/**
 * The rest of a header's hash, as the board computes it from a {@link WorkFrame}.
 *
 * @param state after the first 64 bytes
 * @param block the other 16 bytes and SHA-256's padding, as words
 */
record Search(int[] state, int[] block) {

    private static final int TAIL_AT = 52;
    private static final int NONCE_WORD = 3;

    static Search of(byte[] frame) {
        ByteBuffer words = ByteBuffer.wrap(frame);
        int[] state = new int[ReferenceSha256d.STATE_WORDS];
        for (int i = 0; i < state.length; i++) {
            state[state.length - 1 - i] = words.getInt(i * Integer.BYTES);
        }
        int[] block = new int[ReferenceSha256d.BLOCK_BYTES / Integer.BYTES];
        for (int i = 0; i < NONCE_WORD; i++) {
            block[NONCE_WORD - 1 - i] = words.getInt(TAIL_AT + i * Integer.BYTES);
        }
        block[NONCE_WORD + 1] = 0x8000_0000;
        block[block.length - 1] = BlockHeader.SIZE_BYTES * Byte.SIZE;
        return new Search(state, block);
    }

    /** With these four bytes as the header's nonce. */
    Hash256 hash(int nonce) {
        block[NONCE_WORD] = nonce;
        ByteBuffer first = ByteBuffer.allocate(Hash256.SIZE_BYTES);
        first.asIntBuffer().put(ReferenceSha256d.compress(state, block));
        return Hash256.of(ReferenceSha256d.sha256(first.array()));
    }
}
