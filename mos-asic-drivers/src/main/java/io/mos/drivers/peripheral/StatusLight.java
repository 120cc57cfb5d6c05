package io.mos.drivers.peripheral;

import java.io.IOException;

/** A board's coloured light. Owner and time as for {@link I2cBus}. */
public interface StatusLight {

    /** Shows a colour, each part 0 to 255. */
    void show(int red, int green, int blue) throws IOException;
}
