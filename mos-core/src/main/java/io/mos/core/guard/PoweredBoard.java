package io.mos.core.guard;

import io.mos.core.telemetry.DeviceId;
import java.nio.file.Path;
import java.util.List;

/**
 * A board that may have power: all that a process which never saw it needs to make it safe.
 *
 * @param device the id the board has whenever it is plugged in; looked for first
 * @param board the name of its plan
 * @param ports where it was, control before data; for a board the user named by its ports
 */
public record PoweredBoard(DeviceId device, String board, List<Path> ports) {
    public PoweredBoard {
        ports = List.copyOf(ports);
    }
}
