package io.mos.drivers.sim;

import io.mos.drivers.sim.part.I2cPart;
import java.util.Map;
import java.util.Optional;

/** The parts of a board by their address. */
final class I2cBus {
    private static final int BITS_PER_BYTE = 9;

    private final Map<Integer, I2cPart> parts;
    private int hertz = 100_000;
    private boolean broken;

    I2cBus(Map<Integer, I2cPart> parts) {
        this.parts = Map.copyOf(parts);
    }

    /** Whether the bus is stuck: nobody answers. */
    void setBroken(boolean stuck) {
        broken = stuck;
    }

    void setHertz(int rate) {
        hertz = Math.max(1, rate);
    }

    /** How long so many bytes take. */
    long nanos(int bytes) {
        return (long) bytes * BITS_PER_BYTE * 1_000_000_000L / hertz;
    }

    /** The part that acknowledges this address. */
    Optional<I2cPart> at(int address) {
        return Optional.ofNullable(parts.get(address)).filter(part -> !broken && part.isThere());
    }
}
