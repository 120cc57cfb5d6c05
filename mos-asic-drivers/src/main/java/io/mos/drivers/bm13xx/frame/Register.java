package io.mos.drivers.bm13xx.frame;

/**
 * Addresses of the registers the engine itself reads or writes (BM13XX.md §4). What only one
 * family's bring-up touches stands in that family's file.
 */
public final class Register {
    /** Model, a byte of the model's own, and the chip's address. */
    public static final int CHIP_ID = 0x00;

    /** The hash clock's dividers. */
    public static final int PLL0 = 0x08;

    /** Where a chip's sweep of nonces starts. */
    public static final int CHIP_NONCE_OFFSET = 0x0c;

    /** Length of a sweep in ticks of the crystal. */
    public static final int HASH_COUNTING_NUMBER = 0x10;

    /** How many zero bits beyond 32 a hash needs to be reported. */
    public static final int TICKET_MASK = 0x14;

    /** Report enables on full-header chips, the baud divider on BM1397. */
    public static final int MISC_CONTROL = 0x18;

    /** Baud divider of the full-header chips. */
    public static final int UART_BAUD = 0x28;

    /** Nonces whose hash the chip itself found wrong, in units of 2^32 hashes. */
    public static final int ERROR_COUNTER = 0x4c;

    /** All work done, in units of 2^32 hashes. */
    public static final int TOTAL_COUNTER = 0x8c;

    /** Version rolling and its mask. */
    public static final int VERSION_ROLLING = 0xa4;

    private Register() {}
}
