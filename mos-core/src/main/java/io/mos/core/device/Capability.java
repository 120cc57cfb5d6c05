package io.mos.core.device;

/** What a device can do, in words a page or a rule can check. */
public enum Capability {
    /** Hashes work given to it: has the {@link WorkPort} facet. */
    HASHING,
    PAUSE,
    REBOOT,
    /** Takes another clock while it hashes. */
    FREQUENCY,
    /** Takes another supply while it hashes. */
    VOLTAGE
}
