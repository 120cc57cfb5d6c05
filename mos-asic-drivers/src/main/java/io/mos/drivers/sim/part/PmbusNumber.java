package io.mos.drivers.sim.part;

/** Numbers as PMBus parts write them (PMBus 1.3.1 part II, §7 and §8). */
final class PmbusNumber {
    private static final int MANTISSA_MAX = 0x3ff;
    private static final int EXPONENT_MIN = -16;
    private static final int MANTISSA_BITS = 11;

    private PmbusNumber() {}

    /** Five bits of exponent over eleven of mantissa, as fine as it goes. */
    static int linear11(double value) {
        int exponent = EXPONENT_MIN;
        while (Math.abs(Math.round(Math.scalb(value, -exponent))) > MANTISSA_MAX) {
            exponent++;
        }
        int mantissa = (int) Math.round(Math.scalb(value, -exponent)) & 0x7ff;
        return (exponent & 0x1f) << MANTISSA_BITS | mantissa;
    }

    static double ofLinear11(int word) {
        int exponent = (short) word >> MANTISSA_BITS;
        int mantissa = word << 21 >> 21;
        return Math.scalb((double) mantissa, exponent);
    }
}
