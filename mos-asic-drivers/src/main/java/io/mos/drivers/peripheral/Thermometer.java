package io.mos.drivers.peripheral;

import io.mos.core.telemetry.Reading;

/** Measures a temperature. */
public interface Thermometer extends Part {

    /** Taken now; unknown with the reason when there is none. */
    Reading<Double> celsius();
}
