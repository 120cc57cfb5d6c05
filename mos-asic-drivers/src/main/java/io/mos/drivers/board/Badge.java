package io.mos.drivers.board;

/** What a board's support was proven on, at most. */
public enum Badge {
    /** Recorded bytes. */
    REPLAY,
    /** A simulated board, chips and parts byte by byte. */
    SIMULATOR,
    /** The board itself. */
    HARDWARE
}
