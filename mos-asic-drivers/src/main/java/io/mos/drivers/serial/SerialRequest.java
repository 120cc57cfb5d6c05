package io.mos.drivers.serial;

import java.nio.file.Path;
import java.util.Set;

/**
 * Which port to open, and how it stands from the first moment.
 *
 * @param device such as {@code /dev/ttyACM0}, or a link to it
 * @param baud bits per second, any positive rate
 * @param raisedLines the modem lines that are on; opening a port may pulse them all the same
 */
public record SerialRequest(Path device, int baud, Set<ModemLine> raisedLines) {

    public SerialRequest {
        if (baud <= 0) {
            throw new IllegalArgumentException("no baud rate: " + baud);
        }
        raisedLines = Set.copyOf(raisedLines);
    }

    /** With both modem lines on, as a terminal program would open it. */
    public static SerialRequest of(Path device, int baud) {
        return new SerialRequest(device, baud, Set.of(ModemLine.DTR, ModemLine.RTS));
    }
}
