package io.mos.drivers.bm13xx.frame;

import io.mos.core.chain.BlockHeader;
import java.nio.ByteBuffer;

/**
 * What follows a midstate in a header.
 *
 * @param startNonce where the chip begins to search; 0 in practice
 * @param nBits compact network target
 * @param nTime seconds since 1970, unsigned
 * @param merkleTail the last four bytes of the merkle root, read big-endian
 */
public record JobTail(int startNonce, int nBits, int nTime, int merkleTail) {
    static final int SIZE_BYTES = 16;

    private static final int MERKLE_TAIL_OFFSET = 64;

    /** Of this header; its nonce is where the search begins. */
    public static JobTail of(BlockHeader header) {
        int merkleTail = ByteBuffer.wrap(header.toBytes()).getInt(MERKLE_TAIL_OFFSET);
        return new JobTail(header.nonce(), header.nBits(), header.nTime(), merkleTail);
    }

    static JobTail read(byte[] bytes, int at) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new JobTail(
                Integer.reverseBytes(in.getInt(at)),
                Integer.reverseBytes(in.getInt(at + 4)),
                Integer.reverseBytes(in.getInt(at + 8)),
                in.getInt(at + 12));
    }

    void putTo(ByteBuffer frame) {
        frame.putInt(Integer.reverseBytes(startNonce))
                .putInt(Integer.reverseBytes(nBits))
                .putInt(Integer.reverseBytes(nTime))
                .putInt(merkleTail);
    }
}
