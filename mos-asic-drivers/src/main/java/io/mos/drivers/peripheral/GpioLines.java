package io.mos.drivers.peripheral;

import java.io.IOException;

/** A board's digital lines. Owner and time as for {@link I2cBus}. */
public interface GpioLines {

    /** Drives a line. */
    void set(int line, Level level) throws IOException;

    /** How a line stands. */
    Level level(int line) throws IOException;

    /** What stands on the wire. */
    enum Level {
        LOW,
        HIGH
    }
}
