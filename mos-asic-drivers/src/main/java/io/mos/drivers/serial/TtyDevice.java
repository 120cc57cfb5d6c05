package io.mos.drivers.serial;

import java.util.List;

/**
 * A plugged device with its serial ports: what a driver is matched against.
 *
 * @param id by serial number, so that settings follow a board to another socket; by socket when it
 *     has no serial number or was seen beside a twin. Constant while the device is plugged
 * @param ttys at least one, by interface number
 */
public record TtyDevice(String id, TtyIdentity identity, List<Tty> ttys) {

    public TtyDevice {
        ttys = List.copyOf(ttys);
        if (ttys.isEmpty()) {
            throw new IllegalArgumentException("a device without ports: " + id);
        }
    }
}
