package io.mos.core.device;

import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.Telemetry;
import java.util.List;

/**
 * What a driver's program knows of its device. Temperatures, supply and fan are the guardian's to
 * tell, proven work the agent's.
 *
 * @param model what a person calls it, chips included
 * @param claimedGhs hash rate by the chips' own counters
 * @param chips one entry per chip, by number in the chain
 */
public record DeviceReport(
        String model,
        DeviceState state,
        Reading<Double> claimedGhs,
        Reading<Double> frequencyMhz,
        List<Telemetry.Chip> chips) {

    public DeviceReport {
        chips = List.copyOf(chips);
    }
}
