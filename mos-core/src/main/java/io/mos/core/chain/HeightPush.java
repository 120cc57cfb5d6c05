package io.mos.core.chain;

import java.util.OptionalInt;

/** The block height at the start of a coinbase's script, in the shortest push (BIP34). */
final class HeightPush {
    /** Heights up to 16 are a single opcode, OP_1 to OP_16. */
    private static final int MAX_OPCODE_HEIGHT = 16;

    private static final int OP_1 = 0x51;

    private HeightPush() {}

    static ByteString of(int height) {
        if (height < 0) {
            throw new MalformedChainDataException("block height is negative: " + height);
        }
        if (height == 0) {
            return ByteString.of((byte) 0);
        }
        if (height <= MAX_OPCODE_HEIGHT) {
            return ByteString.of((byte) (OP_1 - 1 + height));
        }
        // Little-endian and signed: a set top bit takes one more byte, or it would be the sign.
        int size = (Integer.SIZE - Integer.numberOfLeadingZeros(height)) / Byte.SIZE + 1;
        byte[] push = new byte[1 + size];
        push[0] = (byte) size;
        for (int i = 0; i < size; i++) {
            push[1 + i] = (byte) (height >>> (Byte.SIZE * i));
        }
        return ByteString.of(push);
    }

    /** Empty when the script starts with anything but a height, as coinbases before BIP34 do. */
    static OptionalInt read(ByteString script) {
        if (script.isEmpty()) {
            return OptionalInt.empty();
        }
        int first = script.unsignedAt(0);
        int height = first <= Integer.BYTES ? pushed(script, first) : first - OP_1 + 1;
        return height >= 0 && script.startsWith(of(height))
                ? OptionalInt.of(height)
                : OptionalInt.empty();
    }

    private static int pushed(ByteString script, int size) {
        int number = 0;
        for (int i = Math.min(size, script.sizeBytes() - 1); i >= 1; i--) {
            number = number << Byte.SIZE | script.unsignedAt(i);
        }
        return number;
    }
}
