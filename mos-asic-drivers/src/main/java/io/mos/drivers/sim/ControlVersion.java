package io.mos.drivers.sim;

/** The control channel's dialect (BM13XX.md §11). */
public enum ControlVersion {
    /** Length counts the data alone, and errors are framed wrongly. */
    V0,
    /** Length counts all, and a status byte comes before the data. */
    V1
}
