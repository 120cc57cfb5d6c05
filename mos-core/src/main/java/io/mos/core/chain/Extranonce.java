package io.mos.core.chain;

/**
 * Bytes in a coinbase that make one miner's work differ from another's, in the order they stand
 * there: the part a pool assigns (extranonce1, or the prefix of Stratum V2) or the part a miner
 * counts through (extranonce2).
 *
 * <p>A counter is written big-endian, its low byte last; which order it counts in is the client's
 * choice (Stratum V1 only asks for the exact size).
 */
public record Extranonce(ByteString bytes) {
    /** Largest coinbase input script (consensus rule), so no extranonce can be longer. */
    public static final int MAX_SIZE_BYTES = CoinbaseTransaction.MAX_SCRIPT_BYTES;

    public static final Extranonce EMPTY = new Extranonce(ByteString.EMPTY);

    /**
     * @throws MalformedChainDataException when longer than {@link #MAX_SIZE_BYTES}
     */
    public Extranonce {
        if (bytes.sizeBytes() > MAX_SIZE_BYTES) {
            throw new MalformedChainDataException("extranonce of " + bytes.sizeBytes() + " bytes");
        }
    }

    public static Extranonce of(byte... bytes) {
        return new Extranonce(ByteString.of(bytes));
    }

    /**
     * {@code value}, unsigned, as a big-endian counter of exactly {@code sizeBytes}; high bytes are
     * zero.
     *
     * @throws IllegalArgumentException when the value does not fit
     */
    public static Extranonce ofCounter(long value, int sizeBytes) {
        if (sizeBytes < Long.BYTES && value >>> (Byte.SIZE * sizeBytes) != 0) {
            throw new IllegalArgumentException(value + " does not fit " + sizeBytes + " bytes");
        }
        byte[] counter = new byte[sizeBytes];
        long rest = value;
        for (int i = sizeBytes - 1; i >= 0; i--) {
            counter[i] = (byte) rest;
            rest >>>= Byte.SIZE;
        }
        return of(counter);
    }

    /**
     * @throws MalformedChainDataException for odd length, foreign characters or too many bytes
     */
    public static Extranonce parseHex(String hex) {
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

    /** The hex. */
    @Override
    public String toString() {
        return hex();
    }
}
