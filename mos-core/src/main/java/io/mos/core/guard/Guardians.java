package io.mos.core.guard;

/** Sets a guardian over each board that comes. Any thread may call. */
@FunctionalInterface
public interface Guardians {

    /** Starts the board's guardian, who brings it into the safe state first. */
    BoardGuard guard(GuardedBoard board, DriverSide driver);
}
