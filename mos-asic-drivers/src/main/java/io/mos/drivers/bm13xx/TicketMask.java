package io.mos.drivers.bm13xx;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Target;
import java.math.BigInteger;

/**
 * Which hashes a chip reports: those with 32 zero bits and {@code extraBits} more. The register
 * holds 2^extraBits - 1 with the bits of each byte in reverse (BM13XX.md §6).
 *
 * <p>A chip tests bits, so what it reports is not yet known to meet any finer target.
 */
public record TicketMask(int extraBits) {
    /** What every chip asks of a hash whatever its mask; a simulated one may ask less. */
    public static final int CHIP_ZERO_BITS = 32;

    /** All zero bits, as a chip without a mask. */
    public static final TicketMask NONE = new TicketMask(0);

    private static final int MAX_EXTRA_BITS = 32;
    private static final int HASH_BITS = 256;

    public TicketMask {
        if (extraBits < 0 || extraBits > MAX_EXTRA_BITS) {
            throw new IllegalArgumentException("ticket mask of " + extraBits + " bits");
        }
    }

    /** The hardest mask that is not harder than this: difficulty 1 is taken as 2^32 hashes. */
    public static TicketMask ofDifficulty(Difficulty difficulty) {
        int exponent = Math.getExponent(difficulty.value());
        return new TicketMask(Math.clamp(exponent, 0, MAX_EXTRA_BITS));
    }

    /**
     * Reads the register.
     *
     * @throws IllegalArgumentException when it is not one run of ones from the bottom
     */
    public static TicketMask ofRegister(int value) {
        int mask = withReversedBits(value);
        TicketMask read = new TicketMask(Integer.bitCount(mask));
        if (read.registerValue() != value) {
            throw new IllegalArgumentException("no ticket mask: %08x".formatted(value));
        }
        return read;
    }

    public int registerValue() {
        return withReversedBits((int) ((1L << extraBits) - 1));
    }

    /** What a reported hash meets, where chips ask for {@code baseZeroBits} without a mask. */
    public Target target(int baseZeroBits) {
        BigInteger hashes = BigInteger.ONE.shiftLeft(HASH_BITS - baseZeroBits - extraBits);
        return Target.ofDisplayHex("%064x".formatted(hashes.subtract(BigInteger.ONE)));
    }

    /** What every reported hash of a real chip meets. */
    public Target target() {
        return target(CHIP_ZERO_BITS);
    }

    /** How many hashes stand behind one report on average. */
    public double expectedHashes() {
        return Math.scalb(1.0, CHIP_ZERO_BITS + extraBits);
    }

    /** Reversing all bits and then the bytes leaves the bytes' order as it was. */
    private static int withReversedBits(int value) {
        return Integer.reverseBytes(Integer.reverse(value));
    }
}
