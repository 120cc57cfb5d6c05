package io.mos.core.telemetry;

import java.time.Instant;
import java.util.List;

/**
 * Everything known about one device at one moment.
 *
 * @param kind what sort of device: {@code cpu}, {@code board}, {@code miner}
 * @param model what a person calls it, such as the kernel of a CPU or a board's name
 * @param hashrateGhs hash rate from proven work, in 10^9 hashes a second; filled in by the agent
 * @param claimedGhs hash rate by the device's own count
 * @param sensors temperatures and the like, possibly none
 */
public record Telemetry(
        DeviceId device,
        String kind,
        String model,
        DeviceState state,
        Instant at,
        Reading<Double> hashrateGhs,
        Reading<Double> claimedGhs,
        WorkCount work,
        List<Sensor> sensors) {

    public Telemetry {
        sensors = List.copyOf(sensors);
    }

    /** This snapshot with what the agent itself has proven; devices do not judge themselves. */
    public Telemetry withProven(Reading<Double> provenGhs, WorkCount proven) {
        return new Telemetry(
                device, kind, model, state, at, provenGhs, claimedGhs, proven, sensors);
    }

    /** The hottest temperature known, or why none is. */
    public Reading<Double> hottestCelsius() {
        return sensors.stream()
                .map(Sensor::tempCelsius)
                .filter(reading -> reading instanceof Reading.Known<Double>)
                .max((a, b) -> Double.compare(a.known().orElseThrow(), b.known().orElseThrow()))
                .orElseGet(() ->
                        sensors.isEmpty()
                                ? Reading.unknown("no temperature sensor", at)
                                : sensors.getFirst().tempCelsius());
    }

    /** One temperature sensor. */
    public record Sensor(String name, Reading<Double> tempCelsius) {}

    /**
     * What a device has proven since it was opened.
     *
     * @param claims nonces it reported
     * @param hardwareErrors claims whose hash was not what the device said
     * @param duplicates claims it had made before
     */
    public record WorkCount(long claims, long hardwareErrors, long duplicates) {
        public static final WorkCount NONE = new WorkCount(0, 0, 0);
    }
}
