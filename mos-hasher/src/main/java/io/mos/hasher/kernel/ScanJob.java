package io.mos.hasher.kernel;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Target;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Headers prepared for scanning: one, or four that share their last 16 bytes and so one message
 * schedule, as headers do that differ in version alone. Immutable.
 *
 * <p>A SHA-256 block is read big-endian, so a kernel counts <em>nonce words</em>: the header's
 * nonce with its bytes swapped. Counting words from any start through all 2^32 covers every nonce
 * once.
 */
public final class ScanJob {

    /** How many headers the kernels of shared schedules take. */
    public static final int SHARED_WIDTH = 4;

    /** The first 64 bytes, which the midstate covers (FIPS 180-4 block size). */
    static final int PREFIX_BYTES = Sha256.BLOCK_BYTES;

    /** Words of the second block that come before the nonce. */
    static final int TAIL_WORDS = 3;

    private final List<BlockHeader> headers;
    private final byte[][] prefixes;
    private final int[][] midstates;
    private final int[] tail = new int[TAIL_WORDS];
    private final int stateMask;

    private ScanJob(List<BlockHeader> headers, Target target) {
        this.headers = List.copyOf(headers);
        prefixes = new byte[headers.size()][];
        midstates = new int[headers.size()][];
        byte[] rest = tailBytes(headers.getFirst());
        for (int i = 0; i < prefixes.length; i++) {
            byte[] bytes = headers.get(i).toBytes();
            if (!Arrays.equals(rest, tailBytes(headers.get(i)))) {
                throw new IllegalArgumentException("headers differ after their first 64 bytes");
            }
            prefixes[i] = Arrays.copyOf(bytes, PREFIX_BYTES);
            midstates[i] = Sha256.midstate(prefixes[i]);
        }
        ByteBuffer.wrap(rest).asIntBuffer().get(tail);
        stateMask = Integer.reverseBytes(highWordMask(target));
    }

    /** One header; its nonce is ignored. */
    public static ScanJob of(BlockHeader header, Target target) {
        return new ScanJob(List.of(header), target);
    }

    /**
     * {@link #SHARED_WIDTH} headers; their nonces are ignored.
     *
     * @throws IllegalArgumentException when they do not share one schedule, or are too few or many
     */
    public static ScanJob shared(List<BlockHeader> headers, Target target) {
        if (headers.size() != SHARED_WIDTH) {
            throw new IllegalArgumentException(
                    headers.size() + " headers instead of " + SHARED_WIDTH);
        }
        return new ScanJob(headers, target);
    }

    /** How many headers are scanned together: 1 or {@link #SHARED_WIDTH}. */
    public int width() {
        return prefixes.length;
    }

    /** The header of a candidate. */
    public BlockHeader header(int index, int nonce) {
        return headers.get(index).withNonce(nonce);
    }

    /** The first 64 bytes of a header; callers must not write to them. */
    byte[] prefix(int index) {
        return prefixes[index];
    }

    /** A copy of the state after a header's first 64 bytes. */
    int[] midstate(int index) {
        return midstates[index].clone();
    }

    /**
     * Word 0..2 of the second block: end of the merkle root, nTime, nBits, as SHA-256 reads them.
     */
    int tail(int word) {
        return tail[word];
    }

    /** A hash is a candidate when the last word of the SHA-256 state has none of these bits. */
    int stateMask() {
        return stateMask;
    }

    /** The bits that are zero in the highest 32 bits of every hash that meets the target. */
    private static int highWordMask(Target target) {
        int highest = target.highestWord();
        return highest == 0 ? -1 : ~(-1 >>> Integer.numberOfLeadingZeros(highest));
    }

    private static byte[] tailBytes(BlockHeader header) {
        return Arrays.copyOfRange(header.toBytes(), PREFIX_BYTES, PREFIX_BYTES + TAIL_WORDS * 4);
    }
}
