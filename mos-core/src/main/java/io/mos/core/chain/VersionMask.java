package io.mos.core.chain;

import java.util.HexFormat;

/** Which bits of a header's version a miner may roll. */
public record VersionMask(int bits) {
    public static final VersionMask NONE = new VersionMask(0);

    /** The 16 general-purpose bits of BIP320. */
    public static final VersionMask BIP320 = new VersionMask(0x1fff_e000);

    /** The 24 bits of BIP323. */
    public static final VersionMask BIP323 = new VersionMask(0x1fff_ffe0);

    private static final int MAX_HEX_DIGITS = 8;

    /**
     * Reads 1 to 8 hex digits; pools differ in whether they send leading zeros.
     *
     * @throws MalformedChainDataException on anything else
     */
    public static VersionMask parseHex(String hex) {
        if (hex.isEmpty()
                || hex.length() > MAX_HEX_DIGITS
                || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw new MalformedChainDataException("not a version mask: " + ByteString.excerpt(hex));
        }
        return new VersionMask(HexFormat.fromHexDigits(hex));
    }

    /** Eight hex digits, as {@code mining.configure} and {@code mining.submit} carry them. */
    public String hex() {
        return HexFormat.of().toHexDigits(bits);
    }

    public boolean isEmpty() {
        return bits == 0;
    }

    public int bitCount() {
        return Integer.bitCount(bits);
    }

    public VersionMask intersect(VersionMask other) {
        return new VersionMask(bits & other.bits);
    }

    /**
     * This mask less some bits. {@code mask.without(jobVersion)} is what may be rolled under every
     * {@link VersionDialect}.
     */
    public VersionMask without(int removedBits) {
        return new VersionMask(bits & ~removedBits);
    }

    /** Whether every one of these version bits lies inside the mask. */
    public boolean covers(int versionBits) {
        return (versionBits & ~bits) == 0;
    }

    /**
     * Deposits the counter's low bits into the mask's positions, lowest first. Counters beyond
     * {@link #bitCount()} bits repeat.
     */
    public int spread(long counter) {
        return Integer.expand((int) counter, bits);
    }
}
