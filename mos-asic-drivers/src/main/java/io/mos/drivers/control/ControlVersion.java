package io.mos.drivers.control;

/** How a firmware frames its answers; requests are the same in both. */
public enum ControlVersion {
    /** Length of the data alone; an error counts its whole frame and is marked by nothing else. */
    V0,
    /** Length of the whole frame, and a status byte. */
    V1
}
