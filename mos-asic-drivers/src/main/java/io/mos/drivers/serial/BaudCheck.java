package io.mos.drivers.serial;

import java.nio.file.Path;

/** Judges a rate that was read back. */
final class BaudCheck {

    /**
     * What a divider may miss a rate by. Over the ten bits of a byte the two ends may drift half a
     * bit apart, five per cent; this leaves the larger part of it to the chip's own divider.
     */
    private static final int TOLERANCE_PERCENT = 1;

    private BaudCheck() {}

    /** The rate read back, when it will do. */
    static int readBack(Path port, int wantedBaud, int actualBaud) throws BaudRefusedException {
        long missedBy = Math.abs((long) actualBaud - wantedBaud);
        if (missedBy * 100 > (long) wantedBaud * TOLERANCE_PERCENT) {
            throw new BaudRefusedException(port, wantedBaud, actualBaud);
        }
        return actualBaud;
    }
}
