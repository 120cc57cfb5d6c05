package io.mos.drivers.serial;

import java.io.IOException;
import java.nio.file.Path;

/** Somebody else holds the port. */
public final class PortBusyException extends IOException {

    public PortBusyException(Path port, String holder) {
        super(port + " is in use: " + holder);
    }
}
