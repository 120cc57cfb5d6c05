package io.mos.core.guard.rule;

import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.Reading;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells whether a fan that should turn does. A speed that cannot be read is one that is not known
 * to turn. Owner: the guardian's thread.
 */
public final class FanWatch {

    public static final String FAN_STALLED = "fan-stalled";

    /** BM13XX sheet §12: an EMC2101 says 5,400,000 / 65,535 = 82 rpm of a fan that stands. */
    private static final double SLOWEST_RPM = 200;

    /** No fan that fits a board turns faster; the counter is broken. */
    private static final double FASTEST_RPM = 40_000;

    private final Duration patience;
    private String last = "never seen turning";
    private boolean isTurning;
    private boolean hasTurned;
    private long turningNanos;

    public FanWatch(Duration patience) {
        this.patience = patience;
    }

    public void observe(Optional<Reading<Double>> rpm, Moment moment) {
        Reading<Double> reading =
                rpm.orElseGet(() -> Reading.unknown("not in the sample", moment.until()));
        isTurning =
                reading.known()
                        .filter(each -> each >= SLOWEST_RPM && each <= FASTEST_RPM)
                        .isPresent();
        last =
                switch (reading) {
                    case Reading.Known<Double> known -> "%.0f rpm".formatted(known.value());
                    case Reading.Unknown<Double> unknown -> unknown.reason();
                };
        if (isTurning) {
            hasTurned = true;
            turningNanos = moment.nanos();
        }
    }

    public boolean isTurning() {
        return isTurning;
    }

    /** That it stands for too long while there is power. */
    public Optional<Fault> fault(Moment moment, PowerPhase phase) {
        if (!phase.isOn() || isTurning) {
            return Optional.empty();
        }
        long since = phase.onSinceNanos();
        if (hasTurned && turningNanos - since > 0) {
            since = turningNanos;
        }
        return moment.isPast(since, patience)
                ? Optional.of(new Fault(FAN_STALLED, "the fan stands: " + last))
                : Optional.empty();
    }
}
