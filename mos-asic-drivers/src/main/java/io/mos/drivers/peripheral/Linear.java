package io.mos.drivers.peripheral;

/** PMBus's two number formats (PMBus 1.3.1 part II, §7.3 SLINEAR11 and §8.4.1 ULINEAR16). */
final class Linear {
    private static final int MANTISSA_BITS = 11;
    private static final int MAX_MANTISSA = 1023;
    private static final int MIN_EXPONENT = -16;
    private static final int MAX_EXPONENT = 15;
    private static final int EXPONENT_BITS = 5;
    private static final int MAX_WORD = 0xFFFF;

    private Linear() {}

    /** Five bits of exponent above eleven of mantissa, both in two's complement. */
    static double fromLinear11(int word) {
        int exponent = signed(word >>> MANTISSA_BITS, EXPONENT_BITS);
        return Math.scalb((double) signed(word, MANTISSA_BITS), exponent);
    }

    /** The nearest there is, with the finest exponent that holds it. */
    static int toLinear11(double value) {
        for (int exponent = MIN_EXPONENT; exponent <= MAX_EXPONENT; exponent++) {
            long mantissa = Math.round(Math.scalb(value, -exponent));
            if (Math.abs(mantissa) <= MAX_MANTISSA) {
                return (exponent & 0x1F) << MANTISSA_BITS | ((int) mantissa & 0x7FF);
            }
        }
        throw new IllegalArgumentException("too large for SLINEAR11: " + value);
    }

    /** The exponent in VOUT_MODE's low five bits; the mode above them must be linear. */
    static int exponentOf(int voutMode) {
        return signed(voutMode, EXPONENT_BITS);
    }

    /** Whether VOUT_MODE says that voltages are linear; bit 7 tells relative limits only. */
    static boolean isLinear(int voutMode) {
        return (voutMode & 0x60) == 0;
    }

    static double fromUlinear16(int word, int exponent) {
        return Math.scalb((double) (word & MAX_WORD), exponent);
    }

    static int toUlinear16(double value, int exponent) {
        long word = Math.round(Math.scalb(value, -exponent));
        if (word < 0 || word > MAX_WORD) {
            throw new IllegalArgumentException("not within ULINEAR16: " + value);
        }
        return (int) word;
    }

    private static int signed(int bits, int width) {
        int unused = Integer.SIZE - width;
        return bits << unused >> unused;
    }
}
