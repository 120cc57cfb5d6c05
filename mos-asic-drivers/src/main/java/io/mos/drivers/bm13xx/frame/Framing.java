package io.mos.drivers.bm13xx.frame;

/** How one direction's frames look, for {@link FrameReader}. */
sealed interface Framing<F> permits AnswerFraming, HostFraming {

    /** Every size a frame can have, in bytes. */
    int[] sizes();

    /** Whether a frame of this size would begin as the bytes at {@code at} do. */
    boolean beginsFrame(byte[] bytes, int at, int size);

    /** Whether that frame's check bits hold and it is one we know. */
    boolean isIntact(byte[] bytes, int at, int size);

    /** Reads a frame that is intact. */
    F read(byte[] bytes, int at, int size);
}
