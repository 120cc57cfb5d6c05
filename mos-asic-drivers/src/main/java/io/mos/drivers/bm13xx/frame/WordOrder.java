package io.mos.drivers.bm13xx.frame;

import java.nio.ByteBuffer;

/** Jobs carry 32-byte values with their eight words in reverse (BM13XX.md §2). */
final class WordOrder {
    private static final int SIZE_BYTES = 32;

    private WordOrder() {}

    /** The 32 bytes at {@code at}, last word first, bytes inside the words untouched. */
    static byte[] reversed(byte[] bytes, int at) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        ByteBuffer out = ByteBuffer.allocate(SIZE_BYTES);
        for (int offset = SIZE_BYTES - Integer.BYTES; offset >= 0; offset -= Integer.BYTES) {
            out.putInt(in.getInt(at + offset));
        }
        return out.array();
    }
}
