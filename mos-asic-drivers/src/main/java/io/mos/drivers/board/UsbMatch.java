package io.mos.drivers.board;

import io.mos.core.device.Candidate;
import io.mos.core.device.DriverMatch;
import java.util.OptionalInt;

/**
 * How a board shows itself on USB. Bridge chips' ids are shared by many makers, so both texts must
 * fit (BM13XX.md §11).
 *
 * @param vendorId looked at when it is there
 * @param productId likewise
 * @param releaseMin the lowest bcdDevice
 * @param releaseMax the highest
 */
public record UsbMatch(
        String manufacturer,
        String product,
        OptionalInt vendorId,
        OptionalInt productId,
        int releaseMin,
        int releaseMax) {

    static final int ANY_RELEASE = 0xFFFF;

    boolean fits(Candidate.Usb usb) {
        return manufacturer.equals(usb.manufacturer())
                && product.equals(usb.product())
                && (vendorId.isEmpty() || vendorId.getAsInt() == usb.vendorId())
                && (productId.isEmpty() || productId.getAsInt() == usb.productId())
                && usb.release() >= releaseMin
                && usb.release() <= releaseMax;
    }

    /** A file for some releases of a board goes before the one for all. */
    int specificity() {
        boolean isForSome = releaseMin > 0 || releaseMax < ANY_RELEASE;
        return DriverMatch.BY_USB_TEXTS + (isForSome ? 1 : 0);
    }
}
