package io.mos.hasher.gen;

import java.util.Locale;

/** Loads from and stores to scratch memory; a base is the name of a variable with a masked address. */
final class VectorMemory {

    /** User addresses of x86-64 and AArch64 have at most 48 bits; scratch memory is 16-byte aligned. */
    static final long ADDRESS_MASK = 0xffff_ffff_fff0L;

    private final int lanes;
    private final SourceText out;

    VectorMemory(int lanes, SourceText out) {
        this.lanes = lanes;
        this.out = out;
    }

    static long bytes(int lanes, int slots) {
        return (long) slots * lanes * Integer.BYTES;
    }

    String load(String base, int slot) {
        return String.format(
                Locale.ROOT,
                "IntVector.fromMemorySegment(SPECIES, ALL, %s + %dL, ORDER)",
                base,
                bytes(lanes, slot));
    }

    void store(String value, String base, int slot) {
        out.line(
                "        %s.intoMemorySegment(ALL, %s + %dL, ORDER);",
                value,
                base,
                bytes(lanes, slot));
    }

    /** A local variable for an address; masked, it is known to be in bounds. */
    void base(String name, String address) {
        out.line("        long %s = %s & ADDRESS;", name, address);
    }
}
