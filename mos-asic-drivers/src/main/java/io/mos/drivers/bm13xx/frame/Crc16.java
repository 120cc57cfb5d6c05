package io.mos.drivers.bm13xx.frame;

/**
 * The check word of jobs: polynomial 0x1021, initial value 0xFFFF, not reflected (BM13XX.md §2,
 * CRC-16/CCITT-FALSE). Sent high byte first.
 */
final class Crc16 {
    static final int SIZE_BYTES = 2;

    private static final int POLYNOMIAL = 0x1021;
    private static final int INITIAL = 0xffff;
    private static final int TOP_BIT = 0x8000;
    private static final char[] TABLE = table();

    private Crc16() {}

    /** Over the bytes from {@code from} to {@code to}, exclusive: 0..65535. */
    static int of(byte[] bytes, int from, int to) {
        int state = INITIAL;
        for (int i = from; i < to; i++) {
            state = (state << Byte.SIZE ^ TABLE[(state >>> Byte.SIZE ^ bytes[i]) & 0xff]) & 0xffff;
        }
        return state;
    }

    private static char[] table() {
        char[] table = new char[256];
        for (int index = 0; index < table.length; index++) {
            int state = index << Byte.SIZE;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                state = state << 1 ^ ((state & TOP_BIT) == 0 ? 0 : POLYNOMIAL);
            }
            table[index] = (char) state;
        }
        return table;
    }
}
