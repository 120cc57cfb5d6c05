package io.mos.drivers.bm13xx.family;

/**
 * What a nonce, its four bytes read in wire order as a big-endian word, says of who found it
 * (BM13XX.md §9).
 *
 * @param coreShift lowest of the core's bits
 * @param chipShift lowest of the bits that tell the chip
 * @param chipScale what those bits are to be multiplied by to compare with an address
 * @param chip how sure that is
 */
public record NonceLayout(
        int coreShift,
        int coreBits,
        int chipShift,
        int chipBits,
        int chipScale,
        ChipField chip,
        Source source) {

    /** What the chip's bits are. */
    public enum ChipField {
        /** The upper bits of the address the chip was given. */
        ADDRESS,
        /** No field at all: which slice of the nonce space was being swept. */
        SLICE
    }

    public NonceLayout {
        Check.within(0, coreShift, 31, "core-shift");
        Check.within(1, coreBits, 8, "core-bits");
        Check.within(0, chipShift, 31, "chip-shift");
        Check.within(1, chipBits, 8, "chip-bits");
        Check.within(1, chipScale, 2, "chip-scale");
        Check.that(coreShift + coreBits <= Integer.SIZE, "the core's bits must fit the nonce");
        Check.that(chipShift + chipBits <= Integer.SIZE, "the chip's bits must fit the nonce");
    }

    public int core(int nonce) {
        return field(nonce, coreShift, coreBits);
    }

    /** Comparable with an assigned address. */
    public int chipAddress(int nonce) {
        return field(nonce, chipShift, chipBits) * chipScale;
    }

    private static int field(int nonce, int shift, int bits) {
        return Integer.reverseBytes(nonce) >>> shift & (1 << bits) - 1;
    }
}
