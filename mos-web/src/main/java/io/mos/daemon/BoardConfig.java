package io.mos.daemon;

import io.mos.core.device.DeviceSettings;
import io.mos.core.guard.QuietHours;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the user says of one board.
 *
 * @param id the device it is about; for a board with ports of its own, the name it gets
 * @param board the kind of board, by name or by its file's path; empty to recognise it by USB
 * @param ports control before data; none for a board that is recognised by USB
 * @param settings what its driver and its limits are told
 */
record BoardConfig(
        String id,
        String board,
        List<Path> ports,
        DeviceSettings settings,
        Optional<QuietHours> quiet) {

    BoardConfig {
        ports = List.copyOf(ports);
    }
}
