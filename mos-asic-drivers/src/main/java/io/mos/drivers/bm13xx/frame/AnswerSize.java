package io.mos.drivers.bm13xx.frame;

/**
 * How long a chip's answers are: short until version rolling is switched on, long from then on;
 * BM1397 stays short (BM13XX.md §2).
 */
public enum AnswerSize {
    SHORT(9),
    LONG(11);

    private final int bytes;

    AnswerSize(int bytes) {
        this.bytes = bytes;
    }

    public int bytes() {
        return bytes;
    }
}
