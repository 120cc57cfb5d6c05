package io.mos.drivers.peripheral;

import io.mos.core.telemetry.Reading;
import java.io.IOException;
import java.util.Optional;

/**
 * Makes the chips' supply. {@link #configure} leaves it off, or at the lowest voltage where only an
 * enable line can switch it.
 */
public interface Regulator extends Part {

    /**
     * Sets the voltage and reads it back; while it is on, waits until the output follows.
     *
     * @throws IOException also when the voltage is out of the regulator's own limits
     */
    void setVoltage(int millivolts) throws IOException;

    /**
     * Switches on at the voltage set before and waits until the output stands.
     *
     * @throws IOException when it does not come or a fault shows; it is off again then
     */
    void on() throws IOException;

    /** Switches off, or down to the lowest voltage. */
    void off() throws IOException;

    /** The output as measured; empty where nothing measures it. */
    Optional<Reading<Double>> coreMillivolts();
}
