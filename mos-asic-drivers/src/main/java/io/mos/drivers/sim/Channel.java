package io.mos.drivers.sim;

/** One of a board's ports. */
public enum Channel {
    CONTROL,
    DATA
}
