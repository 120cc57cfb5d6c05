package io.mos.core.guard;

import io.mos.core.telemetry.DeviceId;
import java.io.IOException;

/**
 * The list of boards that may have power, kept where it outlives the process: whoever finds one on
 * it while its process is dead makes it safe. Any guardian's thread; only ever called for a board
 * without power, so it may wait.
 */
public interface PoweredBoards {

    /** Lists a board; again is no error. */
    void add(PoweredBoard board) throws IOException;

    /** Strikes a board that is safe; one that is not listed is no error. */
    void remove(DeviceId device) throws IOException;
}
