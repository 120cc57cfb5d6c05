package io.mos.drivers.bm13xx.frame;

/**
 * The five check bits of commands and answers: polynomial 0x05, initial value 0x1F, not reflected
 * (BM13XX.md §2). The five bits are kept at the top of a byte, so that a table of bytes serves.
 */
final class Crc5 {
    private static final int UNUSED_BITS = 3;
    private static final int POLYNOMIAL = 0x05 << UNUSED_BITS;
    private static final int INITIAL = 0x1f << UNUSED_BITS;
    private static final int TOP_BIT = 0x80;
    private static final byte[] TABLE = table();

    private Crc5() {}

    /** Over the bytes from {@code from} to {@code to}, exclusive: 0..31. */
    static int of(byte[] bytes, int from, int to) {
        return state(bytes, from, to) >>> UNUSED_BITS;
    }

    /** As {@link #of}, and then over the three type bits that share the last byte with the CRC. */
    static int withType(byte[] bytes, int from, int to, int type) {
        int state = state(bytes, from, to) ^ type << (Byte.SIZE - UNUSED_BITS);
        for (int bit = 0; bit < UNUSED_BITS; bit++) {
            state = shifted(state);
        }
        return state >>> UNUSED_BITS;
    }

    private static int state(byte[] bytes, int from, int to) {
        int state = INITIAL;
        for (int i = from; i < to; i++) {
            state = TABLE[(state ^ bytes[i]) & 0xff] & 0xff;
        }
        return state;
    }

    private static byte[] table() {
        byte[] table = new byte[256];
        for (int index = 0; index < table.length; index++) {
            int state = index;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                state = shifted(state);
            }
            table[index] = (byte) state;
        }
        return table;
    }

    private static int shifted(int state) {
        int carried = (state & TOP_BIT) == 0 ? 0 : POLYNOMIAL;
        return (state << 1 ^ carried) & 0xff;
    }
}
