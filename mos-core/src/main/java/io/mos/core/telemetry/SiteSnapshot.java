package io.mos.core.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One site at one moment: the agent's process image, taken once a second.
 *
 * @param site the site's name
 * @param sequence grows by one with each snapshot of one agent's life
 * @param lastShareAt when a share was last accepted
 */
public record SiteSnapshot(
        String site,
        long sequence,
        Instant at,
        Duration uptime,
        String softwareVersion,
        List<Telemetry> devices,
        List<PoolTelemetry> pools,
        ShareCount shares,
        Optional<Instant> lastShareAt) {

    public SiteSnapshot {
        devices = List.copyOf(devices);
        pools = List.copyOf(pools);
    }

    /** One reading summed over the devices that know it, or why none of them does. */
    public Reading<Double> total(Function<Telemetry, Reading<Double>> reading) {
        List<Double> known =
                devices.stream().flatMap(device -> reading.apply(device).known().stream()).toList();
        if (known.isEmpty()) {
            return devices.isEmpty()
                    ? Reading.unknown("no device", at)
                    : reading.apply(devices.getFirst());
        }
        double sum = known.stream().mapToDouble(Double::doubleValue).sum();
        return Reading.of(sum, at, known.size() + " of " + devices.size() + " devices");
    }
}
