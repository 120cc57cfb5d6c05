package io.mos.drivers.peripheral;

import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.Reading;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One quantity a part measures. What does not come or cannot be is unknown, since the first time
 * that it was. Owner: as for the part.
 */
final class Gauge {

    /** Takes one measurement. */
    @FunctionalInterface
    interface Measurement {
        double take() throws IOException;
    }

    private final String source;
    private final TimeSource time;
    private final double min;
    private final double max;
    private final Measurement measurement;
    private @Nullable Instant missingSince;

    /**
     * @param min the lowest value the part is made to tell
     * @param max the highest
     */
    Gauge(String source, TimeSource time, double min, double max, Measurement measurement) {
        this.source = source;
        this.time = time;
        this.min = min;
        this.max = max;
        this.measurement = measurement;
    }

    Reading<Double> read() {
        try {
            double value = measurement.take();
            if (!(value >= min && value <= max)) {
                return missing(
                        String.format(
                                Locale.ROOT,
                                "%s says %.2f, which is not within %.2f to %.2f",
                                source,
                                value,
                                min,
                                max));
            }
            missingSince = null;
            return Reading.of(value, time.now(), source);
        } catch (IOException e) {
            return missing(source + ": " + e.getMessage());
        }
    }

    private Reading<Double> missing(String reason) {
        Instant since = missingSince;
        if (since == null) {
            since = time.now();
            missingSince = since;
        }
        return Reading.unknown(reason, since);
    }
}
