package example.icarus;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.ReferenceSha256d;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Work as the board takes it: the state of SHA-256 after the header's first 64 bytes, and what is
 * left of the header but its nonce. The words of both stand in reverse, each as it is.
 *
 * <pre>
 * offset | size | field                                     | order
 *      0 |   32 | state after the first 64 bytes            | words 7 to 0, big-endian
 *     32 |   20 | zeros                                     |
 *     52 |   12 | nBits, nTime, last word of the merkle root | each as in the header
 * </pre>
 *
 * The answer is the nonce, its four bytes as in the header (icarus-golden.json, recorded and hashed
 * again: block 171874).
 */
final class WorkFrame {

    static final int SIZE_BYTES = 64;
    static final int ANSWER_BYTES = 4;

    /** Work of block 171874, which every Icarus answers at once with {@link #PROBE_ANSWER}. */
    static final byte[] PROBE =
            HexFormat.of()
                    .parseHex(
                            "4679ba4ec99876bf4bfe086082b400254df6c356451471139a3afa71e48f544a"
                                    + "0000000000000000000000000000000000000000"
                                    + "87320b1a1426674f2fa722ce");

    static final int PROBE_ANSWER = 0x0001_87a2;

    private static final int TAIL_AT = 52;
    private static final int HEADER_TAIL_AT = 64;
    private static final int TAIL_WORDS = 3;

    private WorkFrame() {}

    /** The nonce of the header does not matter. */
    static byte[] of(BlockHeader header) {
        byte[] bytes = header.toBytes();
        int[] state = ReferenceSha256d.midstate(bytes);
        ByteBuffer frame = ByteBuffer.allocate(SIZE_BYTES);
        for (int i = state.length - 1; i >= 0; i--) {
            frame.putInt(state[i]);
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        for (int i = TAIL_WORDS - 1; i >= 0; i--) {
            frame.putInt(
                    TAIL_AT + (TAIL_WORDS - 1 - i) * Integer.BYTES,
                    rest.getInt(HEADER_TAIL_AT + i * Integer.BYTES));
        }
        return frame.array();
    }

    /** The nonce as {@link BlockHeader} counts it, of an answer's four bytes. */
    static int nonce(int answer) {
        return Integer.reverseBytes(answer);
    }
}
