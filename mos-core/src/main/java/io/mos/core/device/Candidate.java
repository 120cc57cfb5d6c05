package io.mos.core.device;

import io.mos.core.telemetry.DeviceId;
import java.nio.file.Path;
import java.util.List;

/** Something that may be a device, before any of its ports was opened. */
public sealed interface Candidate {

    /** The id the device will have; the same whenever the same board comes back. */
    DeviceId id();

    /** Its serial ports in their order, at least one. */
    List<Path> ports();

    /**
     * A plugged USB device with serial ports. Texts are empty when it has none.
     *
     * @param vendorId idVendor, 16 bits
     * @param productId idProduct, 16 bits
     * @param release bcdDevice, 16 bits of binary-coded decimals
     * @param ports by interface number, at least one
     */
    record Usb(
            DeviceId id,
            int vendorId,
            int productId,
            int release,
            String manufacturer,
            String product,
            String serial,
            List<Path> ports)
            implements Candidate {

        public Usb {
            ports = List.copyOf(ports);
        }
    }

    /**
     * Ports the user named in the configuration, with the board he says is behind them.
     *
     * @param board a board's name, such as {@code bitaxe-gamma}
     * @param ports control before data where the board has both, at least one
     */
    record Named(DeviceId id, String board, List<Path> ports) implements Candidate {

        public Named {
            ports = List.copyOf(ports);
        }
    }
}
