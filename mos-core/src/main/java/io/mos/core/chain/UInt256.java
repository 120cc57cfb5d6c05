package io.mos.core.chain;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;

/**
 * An unsigned 256-bit number as four words, {@code word0} the least significant: what a hash and a
 * target have in common, so that comparing them costs four machine comparisons at most.
 */
record UInt256(long word0, long word1, long word2, long word3) implements Comparable<UInt256> {
    static final int SIZE_BYTES = 32;
    static final UInt256 ZERO = new UInt256(0, 0, 0, 0);
    static final UInt256 MAX = new UInt256(-1, -1, -1, -1);

    private static final VarHandle LONG_LE =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    static UInt256 ofLe(byte[] bytes, int offset) {
        return new UInt256(
                (long) LONG_LE.get(bytes, offset),
                (long) LONG_LE.get(bytes, offset + 8),
                (long) LONG_LE.get(bytes, offset + 16),
                (long) LONG_LE.get(bytes, offset + 24));
    }

    /** The number's low 256 bits; the caller has checked that there are no others. */
    static UInt256 of(BigInteger number) {
        return new UInt256(
                number.longValue(),
                number.shiftRight(64).longValue(),
                number.shiftRight(128).longValue(),
                number.shiftRight(192).longValue());
    }

    /** Reads 64 hex digits, most significant first. */
    static UInt256 ofHex(String hex) {
        byte[] bytes = ByteString.parseHex(hex).toBytes();
        checkSize(bytes);
        reverse(bytes);
        return ofLe(bytes, 0);
    }

    static void checkSize(byte[] bytes) {
        if (bytes.length != SIZE_BYTES) {
            throw new MalformedChainDataException(
                    "expected " + SIZE_BYTES + " bytes, got " + bytes.length);
        }
    }

    /** The four bytes of each 32-bit word in reverse. */
    UInt256 withSwappedWords() {
        return new UInt256(swap(word0), swap(word1), swap(word2), swap(word3));
    }

    void copyToLe(byte[] destination, int offset) {
        LONG_LE.set(destination, offset, word0);
        LONG_LE.set(destination, offset + 8, word1);
        LONG_LE.set(destination, offset + 16, word2);
        LONG_LE.set(destination, offset + 24, word3);
    }

    byte[] toBytesLe() {
        byte[] bytes = new byte[SIZE_BYTES];
        copyToLe(bytes, 0);
        return bytes;
    }

    /** Most significant digit first. */
    String hex() {
        byte[] bytes = toBytesLe();
        reverse(bytes);
        return ByteString.of(bytes).hex();
    }

    BigInteger toBigInteger() {
        byte[] bytes = toBytesLe();
        reverse(bytes);
        return new BigInteger(1, bytes);
    }

    @Override
    public int compareTo(UInt256 other) {
        if (word3 != other.word3) {
            return Long.compareUnsigned(word3, other.word3);
        }
        if (word2 != other.word2) {
            return Long.compareUnsigned(word2, other.word2);
        }
        if (word1 != other.word1) {
            return Long.compareUnsigned(word1, other.word1);
        }
        return Long.compareUnsigned(word0, other.word0);
    }

    private static long swap(long twoWords) {
        return Long.rotateLeft(Long.reverseBytes(twoWords), Integer.SIZE);
    }

    private static void reverse(byte[] bytes) {
        for (int low = 0, high = bytes.length - 1; low < high; low++, high--) {
            byte swapped = bytes[low];
            bytes[low] = bytes[high];
            bytes[high] = swapped;
        }
    }
}
