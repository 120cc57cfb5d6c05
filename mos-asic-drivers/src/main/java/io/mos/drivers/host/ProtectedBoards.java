package io.mos.drivers.host;

import io.mos.core.device.BoardPlan;
import io.mos.core.device.Candidate;
import io.mos.core.guard.ProtectedBoard;
import io.mos.drivers.board.GuardedBoards;
import io.mos.drivers.serial.SerialPort;
import java.io.IOException;

/** Makes of a board's plan and its ports what a guardian acts on. */
@FunctionalInterface
public interface ProtectedBoards {

    /**
     * Opens the board's control channel, where it has one, and closes it again when that fails.
     * Called on the device's thread; may wait as long as opening a port does.
     *
     * @param data the board's data port, whose modem lines may be its cut-off; it stays open as
     *     long as the guardian has the board
     */
    ProtectedBoard open(BoardPlan plan, Candidate candidate, SerialPort data) throws IOException;

    /** Boards as their files have them: on a control port, or on the data port alone. */
    static ProtectedBoards of(GuardedBoards boards) {
        // A control port that goes away is a board that does not answer, which its guardian sees.
        return (plan, candidate, data) ->
                GuardedBoards.hasControlPort(plan)
                        ? boards.open(plan, Hosting.portsOf(candidate), (_, _) -> {})
                        : GuardedBoards.onLine(plan, data);
    }
}
