package io.mos.drivers.bm13xx.frame;

/** What a family's job frame carries (BM13XX.md §8). */
public enum JobFormat {
    /** A whole header, in a frame of 88 bytes; the chip rolls the version by itself. */
    FULL,
    /** One or four midstates in a frame of 56 or 152 bytes; the host rolls the version. */
    MIDSTATE
}
