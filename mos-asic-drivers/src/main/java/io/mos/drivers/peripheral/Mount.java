package io.mos.drivers.peripheral;

import io.mos.core.kernel.TimeSource;
import java.util.Map;

/**
 * A part's place on a board.
 *
 * @param address on the bus, 7 bits
 * @param settings complete and within the bounds its kind asks for
 */
record Mount(int address, Map<String, Double> settings, I2cBus bus, TimeSource time) {

    Registers registers(String part) {
        return new Registers(part, bus, address);
    }

    double setting(String name) {
        Double value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no setting " + name);
        }
        return value;
    }

    int wholeSetting(String name) {
        return (int) Math.round(setting(name));
    }
}
