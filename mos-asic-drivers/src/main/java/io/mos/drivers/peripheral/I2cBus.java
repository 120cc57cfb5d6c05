package io.mos.drivers.peripheral;

import java.io.IOException;

/**
 * A board's I2C bus as its master sees it. Owner: one thread. Every call waits for the bus, one
 * bounded time-out at most.
 */
public interface I2cBus {

    /**
     * Writes a register pointer and what belongs there, in one transaction.
     *
     * @param address 7 bits
     * @param data possibly none, for a command that is its own meaning
     * @throws IOException naming address and register, when the part does not take it
     */
    void write(int address, int register, byte... data) throws IOException;

    /**
     * Writes a register pointer and reads on from there, with a repeated start between.
     *
     * @param length 1 to 255
     * @return exactly so many bytes, the caller's own
     * @throws IOException naming address and register, when the part does not answer
     */
    byte[] read(int address, int register, int length) throws IOException;
}
