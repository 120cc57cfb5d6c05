package io.mos.core.device;

/**
 * A driver's word that a candidate is one of its boards.
 *
 * @param board what it is and what keeps it safe
 * @param specificity how surely: the highest wins, and two that are equal are reported and neither
 *     is taken. {@link #BY_NAME} beats everything
 */
public record DriverMatch(BoardPlan board, int specificity) {

    /** The user named the board. */
    public static final int BY_NAME = 100;

    /** Vendor, product and both texts fit. */
    public static final int BY_USB_TEXTS = 40;

    /** Vendor and product fit; many makers share a bridge chip's. */
    public static final int BY_USB_IDS = 20;

    /** A chip that answers on every such bridge, and nothing said against it. */
    public static final int BY_PORT = 10;
}
