package io.mos.drivers.serial;

/** What a device with serial ports says about itself, as the kernel read it; never opens a port. */
public sealed interface TtyIdentity {

    /** A name that stays while the device stays in its socket. */
    String placeId();

    /**
     * A USB device. Texts are empty when it has none.
     *
     * @param vendorId idVendor, 16 bits
     * @param productId idProduct, 16 bits
     * @param release bcdDevice, 16 bits of binary-coded decimals
     * @param serial the serial number; makers of clones give many boards the same
     * @param portPath bus and sockets on the way, such as {@code 1-1.4} (Documentation/ABI/stable,
     *     sysfs-bus-usb)
     */
    record Usb(
            int vendorId,
            int productId,
            int release,
            String manufacturer,
            String product,
            String serial,
            String portPath)
            implements TtyIdentity {

        /** A name that follows the device to any socket; only without a twin is it the only one. */
        public String serialId() {
            return model() + ":" + harmless(serial);
        }

        @Override
        public String placeId() {
            return model() + "@" + harmless(portPath);
        }

        private String model() {
            return "usb-%04x:%04x".formatted(vendorId, productId);
        }
    }

    /**
     * A UART on the main board.
     *
     * @param name the hardware's, such as {@code fe201000.serial}
     */
    record Uart(String name) implements TtyIdentity {

        @Override
        public String placeId() {
            return "uart-" + harmless(name);
        }
    }

    /** Fit for ids, file names and metric labels. */
    private static String harmless(String text) {
        return text.replaceAll("[^A-Za-z0-9.-]", "_");
    }
}
