package io.mos.core.guard.rule;

import io.mos.core.device.ProtectionPlan.Place;
import io.mos.core.device.ProtectionPlan.SensorPlan;
import io.mos.core.telemetry.Reading;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Tells whether one temperature sensor can be believed. What cannot be believed is no temperature
 * at all, whatever number it shows: a broken sensor that reads cold must not cool a fan down.
 *
 * <p>Pure: told of samples and their moments. Owner: the guardian's thread.
 */
final class SensorWatch {

    /** What the parts in use can measure; 127 is an open diode, and beyond. */
    private static final double LOWEST_CELSIUS = -40;

    private static final double HIGHEST_CELSIUS = 125;

    /** Issue 3 §4: −1 and 0.0 are errors in disguise, but also a cold garage's temperatures. */
    private static final Duration COLD_START = Duration.ofSeconds(60);

    private static final int EQUAL_SAMPLES = 3;

    /** Issue 3 §4: a value that stands still while power moves. */
    private static final Duration STUCK = Duration.ofSeconds(60);

    /** What counts as moving: far above what a power meter's noise adds up to in ten seconds. */
    private static final double MOVED_SHARE = 0.1;

    private static final double MOVED_WATTS = 2;

    /** No chip with a heat sink gains or loses this between two samples while it hashes on. */
    private static final double JUMP_CELSIUS = 25;

    /** After power or reset changed, a chip may well jump. */
    private static final Duration JUMPY = Duration.ofSeconds(5);

    private final SensorPlan plan;
    private final double limitCelsius;
    private double value = Double.NaN;
    private long changedNanos;
    private double leastWatts = Double.POSITIVE_INFINITY;
    private double mostWatts = Double.NEGATIVE_INFINITY;
    private int equalSamples;
    private long countedRelease;
    private double believed = Double.NaN;
    private double suspected = Double.NaN;
    private int suspectedSamples;

    /** What one sample of the sensor is worth. */
    sealed interface Judged {

        record Valid(double celsius) implements Judged {}

        /** Believed, or too dangerous not to believe. */
        record Hot(double celsius) implements Judged {}

        record Doubtful(String why) implements Judged {}
    }

    SensorWatch(SensorPlan plan, double limitCelsius) {
        this.plan = plan;
        this.limitCelsius = limitCelsius;
    }

    SensorPlan plan() {
        return plan;
    }

    double limitCelsius() {
        return limitCelsius;
    }

    /**
     * Judges the newest reading.
     *
     * @param trendWatts the board's smoothed power, empty when unknown
     */
    Judged judge(
            Reading<Double> reading, Moment moment, PowerPhase phase, OptionalDouble trendWatts) {
        return switch (reading) {
            case Reading.Unknown<Double> unknown -> new Judged.Doubtful(unknown.reason());
            case Reading.Known<Double> known ->
                    whyNoTemperature(known, moment)
                            .<Judged>map(Judged.Doubtful::new)
                            .orElseGet(() -> judge(known.value(), moment, phase, trendWatts));
        };
    }

    private static Optional<String> whyNoTemperature(Reading.Known<Double> known, Moment moment) {
        double celsius = known.value();
        if (Double.isNaN(celsius)) {
            return Optional.of("not a number");
        }
        if (celsius < LOWEST_CELSIUS || celsius > HIGHEST_CELSIUS) {
            return Optional.of("out of range: %.1f °C".formatted(celsius));
        }
        return moment.covers(known.at()) ? Optional.empty() : Optional.of("stale");
    }

    private Judged judge(
            double celsius, Moment moment, PowerPhase phase, OptionalDouble trendWatts) {
        remember(celsius, moment, phase, trendWatts);
        if (plan.place() == Place.CHIP && phase.isSettling(moment.nanos())) {
            return new Judged.Doubtful("chips leave their reset");
        }
        if (celsius > limitCelsius) {
            believed = celsius;
            return new Judged.Hot(celsius);
        }
        if (isErrorInDisguise(celsius, moment, phase)) {
            return new Judged.Doubtful("%.1f °C again and again".formatted(celsius));
        }
        if (isStuck(moment, phase)) {
            return new Judged.Doubtful("stuck at %.1f °C while power moves".formatted(celsius));
        }
        if (jumped(celsius, moment, phase)) {
            return new Judged.Doubtful("jumped from %.1f to %.1f °C".formatted(believed, celsius));
        }
        believed = celsius;
        return new Judged.Valid(celsius);
    }

    /** Errors between two equal values do not make them different. */
    private void remember(
            double celsius, Moment moment, PowerPhase phase, OptionalDouble trendWatts) {
        boolean isAnew = countedRelease != phase.releases();
        countedRelease = phase.releases();
        if (celsius != value || isAnew) {
            value = celsius;
            equalSamples = 0;
            changedNanos = moment.nanos();
            leastWatts = Double.POSITIVE_INFINITY;
            mostWatts = Double.NEGATIVE_INFINITY;
        }
        equalSamples = Math.min(EQUAL_SAMPLES, equalSamples + 1);
        trendWatts.ifPresent(watts -> {
            leastWatts = Math.min(leastWatts, watts);
            mostWatts = Math.max(mostWatts, watts);
        });
    }

    private boolean isErrorInDisguise(double celsius, Moment moment, PowerPhase phase) {
        boolean isSuspicious = celsius == -1 || celsius == 0;
        return isSuspicious
                && (equalSamples >= EQUAL_SAMPLES || phase.isOnFor(COLD_START, moment.nanos()));
    }

    private boolean isStuck(Moment moment, PowerPhase phase) {
        double moved = mostWatts - leastWatts;
        return phase.isOnFor(STUCK, moment.nanos())
                && moment.nanos() - changedNanos >= STUCK.toNanos()
                && moved >= Math.max(MOVED_WATTS, MOVED_SHARE * mostWatts);
    }

    /** A jump is believed once three samples agree on where it led. */
    private boolean jumped(double celsius, Moment moment, PowerPhase phase) {
        boolean isFar = Math.abs(celsius - believed) > JUMP_CELSIUS;
        if (!isFar || !phase.isSteadyFor(JUMPY, moment.nanos())) {
            suspectedSamples = 0;
            return false;
        }
        boolean agrees = suspectedSamples > 0 && Math.abs(celsius - suspected) <= JUMP_CELSIUS;
        suspectedSamples = agrees ? suspectedSamples + 1 : 1;
        suspected = celsius;
        if (suspectedSamples < EQUAL_SAMPLES) {
            return true;
        }
        suspectedSamples = 0;
        return false;
    }
}
