package io.mos.core.guard;

import io.mos.core.device.ProtectionPlan.SensorPlan;
import io.mos.core.telemetry.Reading;
import java.util.List;
import java.util.Optional;

/**
 * All of a board's sensors at one moment; each reading has its own time, or the reason why there is
 * none. A board without a part has an empty value for it, not an unknown reading.
 *
 * @param temperatures in the order of the plan's sensors
 * @param fanRpm the fan's speed, where it is measured
 * @param inputWatts power the board takes
 * @param inputVolts at the board's input
 * @param coreMillivolts the chips' supply as measured
 */
public record BoardSample(
        List<Temperature> temperatures,
        Optional<Reading<Double>> fanRpm,
        Optional<Reading<Double>> inputWatts,
        Optional<Reading<Double>> inputVolts,
        Optional<Reading<Double>> coreMillivolts) {

    public BoardSample {
        temperatures = List.copyOf(temperatures);
    }

    /** What a sensor of the plan said, if the sample has it. */
    Optional<Reading<Double>> of(SensorPlan sensor) {
        return temperatures.stream()
                .filter(each -> each.sensor().name().equals(sensor.name()))
                .map(Temperature::celsius)
                .findFirst();
    }

    /** One sensor of the plan and what it said. */
    public record Temperature(SensorPlan sensor, Reading<Double> celsius) {}
}
