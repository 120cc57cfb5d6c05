package io.mos.core.chain;

/**
 * Bytes a miner may choose inside the coinbase, in the order they stand there (BIP34 input script).
 *
 * <p>A counter is written big-endian, its low byte last; which order it counts in is the client's
 * choice (Stratum V1 only asks for the exact size).
 */
public record Extranonce(ByteString bytes) {

    /** Largest coinbase input script (consensus rule), so no extranonce can be longer. */
    public static final int MAX_SIZE_BYTES = 100;

    public static final Extranonce EMPTY = new Extranonce(ByteString.EMPTY);

    public Extranonce {
        requireSize(bytes.sizeBytes());
    }

    public static Extranonce of(byte... bytes) {
        return new Extranonce(ByteString.of(bytes));
    }

    /** {@code value} as a big-endian counter of exactly {@code sizeBytes}; high bytes are zero. */
    public static Extranonce ofCounter(long value, int sizeBytes) {
        requireSize(sizeBytes);
        if (sizeBytes < Long.BYTES && value >>> (8 * sizeBytes) != 0) {
            throw new IllegalArgumentException(value + " does not fit " + sizeBytes + " bytes");
        }
        byte[] counter = new byte[sizeBytes];
        long rest = value;
        for (int i = sizeBytes - 1; i >= 0 && rest != 0; i--) {
            counter[i] = (byte) rest;
            rest >>>= 8;
        }
        return of(counter);
    }

    /**
     * @throws IllegalArgumentException for odd length, foreign characters or too many bytes
     */
    public static Extranonce parseHex(String hex) {
        requireSize(hex.length() / 2);
        return new Extranonce(ByteString.parseHex(hex));
    }

    public int sizeBytes() {
        return bytes.sizeBytes();
    }

    public byte[] toBytes() {
        return bytes.toBytes();
    }

    public void copyTo(byte[] target, int offset) {
        bytes.copyTo(target, offset);
    }

    public String hex() {
        return bytes.hex();
    }

    @Override
    public String toString() {
        return hex();
    }

    private static void requireSize(int sizeBytes) {
        if (sizeBytes > MAX_SIZE_BYTES) {
            throw new IllegalArgumentException("extranonce of " + sizeBytes + " bytes");
        }
    }
}
