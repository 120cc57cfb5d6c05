package io.mos.core.guard.rule;

import io.mos.core.device.ProtectionPlan.Limits;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.Reading;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Holds a board's power and its chips' supply to what they should be. One sample may be a spike;
 * several are not. Owner: the guardian's thread.
 */
public final class SupplyWatch {

    public static final String OVER_POWER = "over-power";
    public static final String REGULATOR_FAULT = "regulator-fault";

    private static final int SAMPLES = 3;

    /** So far above the limit nobody waits for a second sample. */
    private static final double FAR_ABOVE = 1.25;

    /** Measured above the highest voltage allowed by more than a meter is wrong by. */
    private static final double METER_ERROR = 0.05;

    /** The supply is not what was set: it sags, or is not the one that is measured. */
    private static final double SET_ERROR = 0.12;

    /** What a supply needs to get from one voltage to another. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private static final double TREND_SECONDS = 10;

    private final Limits limits;
    private int overPower;
    private int offVoltage;
    private String said = "";
    private double trendWatts = Double.NaN;
    private long trendNanos;
    private int setMillivolts;
    private long setNanos;

    public SupplyWatch(Limits limits) {
        this.limits = limits;
    }

    public void setTo(int millivolts, long nanos) {
        setMillivolts = millivolts;
        setNanos = nanos;
        overPower = 0;
        offVoltage = 0;
    }

    public void observe(
            Optional<Reading<Double>> inputWatts,
            Optional<Reading<Double>> coreMillivolts,
            Moment moment,
            PowerPhase phase) {
        inputWatts
                .flatMap(Reading::known)
                .filter(Double::isFinite)
                .ifPresent(watts -> observeWatts(watts, moment));
        coreMillivolts
                .flatMap(Reading::known)
                .filter(Double::isFinite)
                .ifPresent(millivolts -> observeCore(millivolts, moment, phase));
    }

    /** The board's power over the last ten seconds or so; empty when it is not measured. */
    public OptionalDouble trendWatts() {
        return Double.isNaN(trendWatts) ? OptionalDouble.empty() : OptionalDouble.of(trendWatts);
    }

    public Optional<Fault> fault() {
        if (overPower >= SAMPLES) {
            return Optional.of(new Fault(OVER_POWER, said));
        }
        return offVoltage >= SAMPLES
                ? Optional.of(new Fault(REGULATOR_FAULT, said))
                : Optional.empty();
    }

    private void observeWatts(double watts, Moment moment) {
        double seconds = (moment.nanos() - trendNanos) / 1e9;
        double weight = 1 - Math.exp(-seconds / TREND_SECONDS);
        trendWatts = Double.isNaN(trendWatts) ? watts : trendWatts + weight * (watts - trendWatts);
        trendNanos = moment.nanos();
        double limit = limits.powerWatts();
        if (limit <= 0 || watts <= limit) {
            overPower = 0;
            return;
        }
        overPower = watts > limit * FAR_ABOVE ? SAMPLES : Math.min(SAMPLES, overPower + 1);
        said = "%.1f W, the limit is %.1f W".formatted(watts, limit);
    }

    private void observeCore(double millivolts, Moment moment, PowerPhase phase) {
        if (!phase.isOn()) {
            offVoltage = 0;
            return;
        }
        boolean isTooHigh = millivolts > limits.voltageMaxMillivolts() * (1 + METER_ERROR);
        boolean isSettled = moment.nanos() - setNanos >= SETTLING.toNanos();
        boolean isOff =
                isSettled
                        && setMillivolts > 0
                        && Math.abs(millivolts - setMillivolts) > setMillivolts * SET_ERROR;
        offVoltage = isTooHigh || isOff ? Math.min(SAMPLES, offVoltage + 1) : 0;
        if (offVoltage > 0) {
            said =
                    "%.0f mV measured, %d mV set, %d mV is the most"
                            .formatted(millivolts, setMillivolts, limits.voltageMaxMillivolts());
        }
    }
}
