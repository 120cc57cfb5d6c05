package io.mos.drivers.sim.chip;

/** How the chips stand electrically. Whatever is not running has forgotten all registers. */
public enum Power {
    /** No supply. */
    OFF,
    /** Supplied, the reset line low. */
    HELD,
    /** Supplied and let go. */
    RUNNING
}
