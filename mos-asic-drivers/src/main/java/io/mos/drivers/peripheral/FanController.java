package io.mos.drivers.peripheral;

import io.mos.core.telemetry.Reading;
import java.io.IOException;

/** Drives a fan and counts its turns. */
public interface FanController extends Part {

    /** Sets the duty, 0 to 100, rounded up to the part's next step, and reads it back. */
    void setPercent(int percent) throws IOException;

    /** Taken now; a known 0 is a fan too slow for the tachometer to see, or none. */
    Reading<Double> rpm();
}
