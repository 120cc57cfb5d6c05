package io.mos.drivers.bm13xx.frame;

import java.nio.ByteBuffer;

/** What frames of both directions have in common. */
final class Wire {
    /** {@code 55 AA} to the chips, {@code AA 55} from them (BM13XX.md §2). */
    static final int HOST_PREAMBLE = 0x55aa;

    static final int CHIP_PREAMBLE = 0xaa55;

    static final int PREAMBLE_BYTES = 2;

    private Wire() {}

    /** An empty frame with its preamble written. */
    static byte[] frame(int sizeBytes, int preamble) {
        byte[] frame = new byte[sizeBytes];
        ByteBuffer.wrap(frame).putShort((short) preamble);
        return frame;
    }

    static boolean startsWith(int preamble, byte[] bytes, int at) {
        return bytes[at] == (byte) (preamble >>> Byte.SIZE) && bytes[at + 1] == (byte) preamble;
    }

    static int unsigned(byte[] bytes, int at) {
        return Byte.toUnsignedInt(bytes[at]);
    }

    static void checkByte(String what, int value) {
        if (value < 0 || value > 0xff) {
            throw new IllegalArgumentException(what + " is no byte: " + value);
        }
    }
}
