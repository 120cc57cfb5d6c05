package io.mos.drivers.sim.part;

/**
 * One part on the bus, as its registers. Owner: the board it is on; nothing blocks, and every byte
 * sequence is taken.
 */
public interface I2cPart {

    /** Whether it acknowledges its address at all. */
    default boolean isThere() {
        return true;
    }

    /** Bytes after the address: a register, and what is written to it and those after it. */
    void write(byte[] bytes);

    /** So many bytes from the register last named. */
    byte[] read(int count);
}
