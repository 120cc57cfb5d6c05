package io.mos.core.chain;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The number, 1 to 2^256 - 1, that a hash must not exceed. A smaller target is a harder one.
 * Immutable; comparing with a hash allocates nothing.
 */
public final class Target implements Comparable<Target> {
    /** Every hash meets it. */
    public static final Target MAX = new Target(UInt256.MAX);

    /** Difficulty 1 as pools and nodes count it ("bdiff"): 0xffff · 2^208. */
    public static final Target DIFFICULTY_1 = new Target(new UInt256(0, 0, 0, 0xffff_0000L));

    private static final BigInteger MAX_NUMBER = UInt256.MAX.toBigInteger();
    private static final BigInteger NUMBER_OF_HASHES = BigInteger.ONE.shiftLeft(256);
    private static final BigInteger DIFFICULTY_1_NUMBER = DIFFICULTY_1.number.toBigInteger();

    private static final int COMPACT_SIGN_BIT = 0x0080_0000;
    private static final int COMPACT_MANTISSA = 0x007f_ffff;

    private final UInt256 number;

    private Target(UInt256 number) {
        if (number.equals(UInt256.ZERO)) {
            throw new MalformedChainDataException("a target must not be zero");
        }
        this.number = number;
    }

    /**
     * Reads the compact form of a header: mantissa · 256^(exponent - 3), exponent in the top byte.
     *
     * @throws MalformedChainDataException when the sign bit makes it negative, when it exceeds 256
     *     bits, or when nothing is left of it: a node refuses such headers too
     */
    public static Target ofNBits(int nBits) {
        int exponent = nBits >>> 24;
        BigInteger mantissa = BigInteger.valueOf(nBits & COMPACT_MANTISSA);
        BigInteger number = mantissa.shiftLeft(8 * (exponent - 3));
        if ((nBits & COMPACT_SIGN_BIT) != 0 || number.signum() == 0) {
            throw new MalformedChainDataException(
                    "nBits %08x is not a positive target".formatted(nBits));
        }
        if (number.compareTo(MAX_NUMBER) > 0) {
            throw new MalformedChainDataException("nBits %08x exceeds 256 bits".formatted(nBits));
        }
        return new Target(UInt256.of(number));
    }

    /**
     * The largest target of at least this difficulty: floor(DIFFICULTY_1 / difficulty), exact for
     * the decimal number that was written, 0.001 being a thousandth. {@link #MAX} when every hash
     * would do.
     */
    public static Target ofDifficulty(Difficulty difficulty) {
        return inRange(floorOfQuotient(DIFFICULTY_1_NUMBER, difficulty.value()));
    }

    /**
     * The largest target that takes at least this many hashes on average: floor(2^256 / hashes) -
     * 1. {@link #MAX} when one is enough. A pool derives a share target from a hash rate so.
     *
     * @throws IllegalArgumentException unless 0 < hashes <= 2^255, above which no target is left
     */
    public static Target ofExpectedHashes(double hashes) {
        if (!(hashes > 0 && hashes <= 0x1p255)) {
            throw new IllegalArgumentException("hashes per share: " + hashes);
        }
        return inRange(floorOfQuotient(NUMBER_OF_HASHES, hashes).subtract(BigInteger.ONE));
    }

    /**
     * Reads 64 hex digits, most significant first.
     *
     * @throws MalformedChainDataException on another length or character, or zero
     */
    public static Target ofDisplayHex(String hex) {
        return new Target(UInt256.ofHex(hex));
    }

    /**
     * Reads 32 little-endian bytes, as Stratum V2 sends a target.
     *
     * @throws MalformedChainDataException on another length, or zero
     */
    public static Target ofBytesLe(byte[] bytes) {
        UInt256.checkSize(bytes);
        return new Target(UInt256.ofLe(bytes, 0));
    }

    public boolean isMetBy(Hash256 hash) {
        return hash.number().compareTo(number) <= 0;
    }

    /** The compact form, rounded down to its 23 mantissa bits. */
    public int toNBits() {
        BigInteger whole = number.toBigInteger();
        int exponent = (whole.bitLength() + 7) / 8;
        int mantissa = whole.shiftRight(8 * (exponent - 3)).intValue();
        if ((mantissa & COMPACT_SIGN_BIT) != 0) {
            mantissa >>>= 8;
            exponent++;
        }
        return exponent << 24 | mantissa;
    }

    /** DIFFICULTY_1 / this, to the nearest double or its neighbour. */
    public Difficulty difficulty() {
        return Difficulty.of(Difficulty.MAX_VALUE / number.toBigInteger().doubleValue());
    }

    /** How many hashes it takes on average to meet this target: 2^256 / (target + 1). */
    public double expectedHashes() {
        return 0x1p256 / number.toBigInteger().add(BigInteger.ONE).doubleValue();
    }

    /**
     * The most significant 32 bits, unsigned. A hash can meet the target only if its own highest
     * word, the byte-swapped last word of the SHA-256 state, does not exceed this one.
     */
    public int highestWord() {
        return (int) (number.word3() >>> 32);
    }

    public byte[] toBytesLe() {
        return number.toBytesLe();
    }

    /** 64 hex digits, most significant first. */
    public String displayHex() {
        return number.hex();
    }

    /** Orders by size: the easiest target is the greatest. */
    @Override
    public int compareTo(Target other) {
        return number.compareTo(other.number);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Target that && number.equals(that.number);
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

    /** The decimal form of the greatest divisors is a trace above them, hence the lower bound. */
    private static Target inRange(BigInteger number) {
        return new Target(UInt256.of(number.max(BigInteger.ONE).min(MAX_NUMBER)));
    }

    /** Exact for the divisor's shortest decimal form; never multiplies by a rounded reciprocal. */
    private static BigInteger floorOfQuotient(BigInteger dividend, double divisor) {
        BigDecimal decimal = BigDecimal.valueOf(divisor);
        return new BigDecimal(dividend).divideToIntegralValue(decimal).toBigInteger();
    }
}
