package io.mos.core.chain;

/**
 * A SHA-256d hash. Internal order is the order in which SHA-256d emits the 32 bytes and in which
 * they stand in headers and merkle trees; display order, what nodes and explorers print, is the
 * reverse. Ordered as the unsigned little-endian number that proof of work compares with a target.
 */
public final class Hash256 implements Comparable<Hash256> {
    public static final int SIZE_BYTES = UInt256.SIZE_BYTES;
    public static final Hash256 ZERO = new Hash256(UInt256.ZERO);

    private final UInt256 number;

    private Hash256(UInt256 number) {
        this.number = number;
    }

    /**
     * Reads 32 bytes in internal order.
     *
     * @throws MalformedChainDataException on another length
     */
    public static Hash256 of(byte[] bytes) {
        UInt256.checkSize(bytes);
        return new Hash256(UInt256.ofLe(bytes, 0));
    }

    /** Reads 32 bytes in internal order from {@code offset}, which the caller has checked. */
    public static Hash256 of(byte[] bytes, int offset) {
        return new Hash256(UInt256.ofLe(bytes, offset));
    }

    /**
     * Reads 64 hex digits in internal order, as Stratum sends a merkle branch.
     *
     * @throws MalformedChainDataException on another length or character
     */
    public static Hash256 ofHex(String hex) {
        return of(ByteString.parseHex(hex).toBytes());
    }

    /**
     * Reads 64 hex digits in display order, as a node prints a hash.
     *
     * @throws MalformedChainDataException on another length or character
     */
    public static Hash256 ofDisplayHex(String hex) {
        return new Hash256(UInt256.ofHex(hex));
    }

    /**
     * Reads 64 hex digits in internal order but for the four bytes of each word, which are swapped:
     * the form of {@code mining.notify}'s prevhash.
     *
     * @throws MalformedChainDataException on another length or character
     */
    public static Hash256 ofWordSwappedHex(String hex) {
        return new Hash256(ofHex(hex).number.withSwappedWords());
    }

    /** The bytes in internal order. */
    public byte[] toBytes() {
        return number.toBytesLe();
    }

    /** Writes the bytes in internal order. */
    public void copyTo(byte[] destination, int offset) {
        number.copyToLe(destination, offset);
    }

    public String displayHex() {
        return number.hex();
    }

    /** Hex in internal order. */
    public String hex() {
        return ByteString.of(toBytes()).hex();
    }

    /** Hex as {@link #ofWordSwappedHex} reads it. */
    public String wordSwappedHex() {
        return new Hash256(number.withSwappedWords()).hex();
    }

    @Override
    public int compareTo(Hash256 other) {
        return number.compareTo(other.number);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash256 that && number.equals(that.number);
    }

    @Override
    public int hashCode() {
        return number.hashCode();
    }

    /** The display hex. */
    @Override
    public String toString() {
        return displayHex();
    }

    UInt256 number() {
        return number;
    }
}
