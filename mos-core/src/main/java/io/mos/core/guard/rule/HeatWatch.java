package io.mos.core.guard.rule;

import io.mos.core.device.ProtectionPlan.Limits;
import io.mos.core.device.ProtectionPlan.Place;
import io.mos.core.device.ProtectionPlan.SensorPlan;
import io.mos.core.guard.rule.SensorWatch.Judged;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Holds a board's temperatures to their limits. A sensor that cannot be believed for longer than
 * the patience counts as one that is too hot. Owner: the guardian's thread.
 */
public final class HeatWatch {

    public static final String OVER_TEMPERATURE = "over-temperature";
    public static final String NO_TEMPERATURE = "no-temperature";

    /** How far below its limit a sensor should stay. */
    private static final double MARGIN_CELSIUS = 12;

    /** This close to its limit nothing else counts than cooling. */
    private static final double NEAR_CELSIUS = 4;

    /** How far below its limit a sensor must be before a board that was cut off starts again. */
    private static final double HYSTERESIS_CELSIUS = 15;

    private final List<Watched> sensors;

    /** What the sensors said, by their plans. */
    @FunctionalInterface
    public interface Sample {
        Optional<Reading<Double>> of(SensorPlan sensor);
    }

    public HeatWatch(List<SensorPlan> plans, Limits limits, Duration patience) {
        boolean hasChipSensor = plans.stream().anyMatch(each -> each.place() == Place.CHIP);
        sensors =
                plans.stream()
                        .map(each ->
                                new Watched(
                                        new SensorWatch(each, limit(each, limits)),
                                        each.place() != Place.BOARD || !hasChipSensor,
                                        patience))
                        .toList();
    }

    /** Nothing on a board may be hotter than its chips. */
    private static double limit(SensorPlan sensor, Limits limits) {
        return switch (sensor.place()) {
            case CHIP, BOARD -> limits.chipCelsius();
            case REGULATOR -> limits.regulatorCelsius();
        };
    }

    public void observe(Sample sample, Moment moment, PowerPhase phase, OptionalDouble trendWatts) {
        sensors.forEach(each -> each.observe(sample, moment, phase, trendWatts));
    }

    /** What forbids power at this moment; told in words. */
    public Optional<Fault> fault(Moment moment, PowerPhase phase) {
        return hot().or(() -> lost(moment, phase));
    }

    /** The sensor that is over its limit, if one is; so at any time, with power or without. */
    public Optional<Fault> hot() {
        return sensors.stream().flatMap(each -> each.hot().stream()).findFirst();
    }

    private Optional<Fault> lost(Moment moment, PowerPhase phase) {
        return sensors.stream()
                .filter(each -> each.isLost(moment, phase))
                .map(Watched::noTemperature)
                .findFirst();
    }

    /** Whether every temperature that is known is well below its limit. */
    public boolean isCool() {
        return sensors.stream()
                .flatMapToDouble(each -> each.belowLimitCelsius().stream())
                .allMatch(below -> below >= HYSTERESIS_CELSIUS);
    }

    /** How many samples of now cannot be believed. */
    public long doubtful() {
        return sensors.stream().filter(each -> !each.isBelieved()).count();
    }

    public Heat heat() {
        OptionalDouble nearest =
                sensors.stream().flatMapToDouble(each -> each.belowLimitCelsius().stream()).min();
        boolean isComplete =
                nearest.isPresent()
                        && sensors.stream().allMatch(each -> each.isBelieved() || !each.isNeeded);
        return nearest.isEmpty()
                ? new Heat(OptionalDouble.empty(), false, false)
                : new Heat(
                        OptionalDouble.of(MARGIN_CELSIUS - nearest.getAsDouble()),
                        isComplete,
                        nearest.getAsDouble() <= NEAR_CELSIUS);
    }

    public List<Telemetry.Sensor> sensors(Moment moment) {
        return sensors.stream().map(each -> each.told(moment)).toList();
    }

    /** A sensor, what it said last and when it was last believed. */
    private static final class Watched {

        private final SensorWatch watch;
        private final boolean isNeeded;
        private final Duration patience;
        private Judged last = new Judged.Doubtful("not read yet");
        private long believedNanos;
        private boolean wasBelieved;

        Watched(SensorWatch watch, boolean isNeeded, Duration patience) {
            this.watch = watch;
            this.isNeeded = isNeeded;
            this.patience = patience;
        }

        void observe(Sample sample, Moment moment, PowerPhase phase, OptionalDouble trendWatts) {
            last =
                    sample.of(watch.plan())
                            .map(each -> watch.judge(each, moment, phase, trendWatts))
                            .orElse(new Judged.Doubtful("not in the sample"));
            if (isBelieved()) {
                believedNanos = moment.nanos();
                wasBelieved = true;
            }
        }

        boolean isBelieved() {
            return celsius().isPresent();
        }

        Optional<Fault> hot() {
            return last instanceof Judged.Hot(double celsius)
                    ? Optional.of(
                            new Fault(
                                    OVER_TEMPERATURE,
                                    "%s at %.1f °C, the limit is %.1f °C"
                                            .formatted(
                                                    watch.plan().name(),
                                                    celsius,
                                                    watch.limitCelsius())))
                    : Optional.empty();
        }

        /** A chip in reset makes no heat and has no temperature of its own to tell. */
        boolean isLost(Moment moment, PowerPhase phase) {
            boolean isChip = watch.plan().place() == Place.CHIP;
            boolean counts = isChip ? phase.isHashing() : phase.isOn();
            if (!counts || !isNeeded || isBelieved()) {
                return false;
            }
            long since = isChip ? phase.releasedSinceNanos() : phase.onSinceNanos();
            if (wasBelieved && believedNanos - since > 0) {
                since = believedNanos;
            }
            return moment.isPast(since, patience);
        }

        Fault noTemperature() {
            return new Fault(NO_TEMPERATURE, watch.plan().name() + ": " + why());
        }

        OptionalDouble belowLimitCelsius() {
            OptionalDouble celsius = celsius();
            return celsius.isEmpty()
                    ? celsius
                    : OptionalDouble.of(watch.limitCelsius() - celsius.getAsDouble());
        }

        Telemetry.Sensor told(Moment moment) {
            OptionalDouble celsius = celsius();
            return new Telemetry.Sensor(
                    watch.plan().name(),
                    celsius.isPresent()
                            ? Reading.of(
                                    celsius.getAsDouble(),
                                    moment.until(),
                                    watch.plan().part().kind())
                            : Reading.unknown(why(), moment.until()));
        }

        private OptionalDouble celsius() {
            return switch (last) {
                case Judged.Valid(double celsius) -> OptionalDouble.of(celsius);
                case Judged.Hot(double celsius) -> OptionalDouble.of(celsius);
                case Judged.Doubtful _ -> OptionalDouble.empty();
            };
        }

        private String why() {
            return switch (last) {
                case Judged.Doubtful(String why) -> why;
                case Judged.Valid _, Judged.Hot _ -> "";
            };
        }
    }
}
