package io.mos.drivers.serial;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A serial port that this process alone holds: 8 data bits, no parity, one stop bit, no flow
 * control, as every chip chain wants it.
 *
 * <p>Owner: as for {@link SerialLink}; everything but {@link #close} belongs to the thread that
 * writes.
 */
public interface SerialPort extends SerialLink {

    /** The device's path, links resolved. */
    Path path();

    /**
     * Sets any rate in bits per second, also one without a name, and reads it back. Drain first:
     * bytes on their way go out at the new rate.
     *
     * @return the rate read back: what an adapter's divider made of the wish, within one per cent
     * @throws BaudRefusedException when another rate was read back
     * @throws IOException when the device is gone or refuses
     */
    int setBaud(int baud) throws IOException;

    /** Waits until the last byte has left this machine, at most for {@code within}. */
    Transfer drain(Duration within) throws IOException;

    /** Throws away what came in and was not read. */
    void discardInput() throws IOException;

    /** Switches a modem line on, which on most boards pulls the wire low. */
    LineChange raise(ModemLine line) throws IOException;

    /** Switches a modem line off. */
    LineChange lower(ModemLine line) throws IOException;

    /** Whether a modem line could be switched; a terminal pair has none. */
    enum LineChange {
        DONE,
        NO_SUCH_LINE
    }
}
