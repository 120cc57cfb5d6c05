package io.mos.drivers.bm13xx.family;

/**
 * How the chips of a chain are numbered (BM13XX.md §3).
 *
 * @param stride from one chip's address to the next; 0 spreads them evenly over 256
 * @param commandShift by how much a command's address is shifted right of the assigned one
 */
public record Addressing(int stride, int commandShift, Source source) {
    /** As many as an address byte can tell apart. */
    public static final int ADDRESSES = 256;

    public Addressing {
        Check.within(0, stride, 128, "stride");
        Check.within(0, commandShift, 4, "command-shift");
    }

    /** Distance between two chips' addresses in a chain of so many. */
    public int stride(int chips) {
        return stride == 0 ? ADDRESSES / chips : stride;
    }

    /** How long a chain can be. */
    public int maxChips() {
        return stride == 0 ? ADDRESSES : ADDRESSES / stride;
    }
}
