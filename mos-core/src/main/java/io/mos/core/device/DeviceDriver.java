package io.mos.core.device;

import java.util.Optional;

/**
 * Knows one sort of device: whether a candidate is one, and how to drive it. Found by {@link
 * java.util.ServiceLoader}.
 *
 * <p>A driver owns no thread, socket, file or clock: everything comes from the {@link
 * DeviceContext}, so that it runs in virtual time and in another process alike. It never judges
 * what it finds and is never asked whether a board is safe.
 */
public interface DeviceDriver {

    /**
     * The level of this interface. A constant, so that a driver carries the level it was compiled
     * against; a level is added when something that a driver sees changes.
     */
    int LEVEL = 1;

    /** Who it is; constant. */
    DriverInfo info();

    /**
     * Whether this candidate is one of its own, and how surely. Called on any thread; looks at
     * nothing but the candidate.
     *
     * @throws IllegalArgumentException when the user named one of its boards in a way that cannot
     *     be; tells all that is wrong
     */
    Optional<DriverMatch> match(Candidate candidate);

    /**
     * The board's plan with the narrower limits the user asks for: what its guardian holds to,
     * whatever the program does. A driver that knows no such settings leaves it as it matched it.
     *
     * @throws IllegalArgumentException for settings that widen a limit or that the board has not;
     *     tells all at once, and the board is not opened
     */
    default BoardPlan plan(DriverMatch match, DeviceSettings settings) {
        return match.board();
    }

    /**
     * Begins to drive a candidate it matched. Called on the device's own thread with the line
     * already open; must not wait. The program begins to act when it is started.
     *
     * @throws IllegalArgumentException for settings this device cannot have; tells what and why
     */
    DeviceProgram open(DriverMatch match, DeviceContext context);
}
