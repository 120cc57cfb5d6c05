package io.mos.drivers.serial;

import java.io.IOException;
import java.nio.file.Path;

/** A device did not take the rate it was asked for; the line runs at another one. */
public final class BaudRefusedException extends IOException {

    private final int wantedBaud;
    private final int actualBaud;

    public BaudRefusedException(Path port, int wantedBaud, int actualBaud) {
        super(port + " refused " + wantedBaud + " baud and runs at " + actualBaud);
        this.wantedBaud = wantedBaud;
        this.actualBaud = actualBaud;
    }

    public int wantedBaud() {
        return wantedBaud;
    }

    /** As read back, so that a driver can tell whether its chip can follow. */
    public int actualBaud() {
        return actualBaud;
    }
}
