package io.mos.drivers.peripheral;

import java.io.IOException;

/** A board's analogue inputs. Owner and time as for {@link I2cBus}. */
public interface AdcInputs {

    /** What the converter says, 16 bits, in the firmware's own scale. */
    int read(int input) throws IOException;
}
