package io.mos.drivers.peripheral;

import io.mos.core.telemetry.Reading;

/** Measures what a board takes. */
public interface PowerMeter extends Part {

    /** Power, taken now; the reading's source says at which side of the converter. */
    Reading<Double> watts();

    /** Voltage at the board's input, taken now. */
    Reading<Double> inputVolts();
}
