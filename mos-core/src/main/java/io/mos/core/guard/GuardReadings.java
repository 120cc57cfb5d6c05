package io.mos.core.guard;

import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.Telemetry;
import java.time.Instant;
import java.util.List;

/**
 * What a guardian knows of its board at one moment.
 *
 * @param power whether it hashes or may
 * @param temperatures by the plan's sensors; one that cannot be believed is unknown and says why
 * @param fanPercent as set last
 */
public record GuardReadings(
        Power power,
        List<Telemetry.Sensor> temperatures,
        Reading<Double> powerWatts,
        Reading<Double> coreMillivolts,
        Reading<Double> fanRpm,
        Reading<Double> fanPercent) {

    public GuardReadings {
        temperatures = List.copyOf(temperatures);
    }

    /** Before the first sample. */
    static GuardReadings none(Instant at) {
        Reading<Double> none = Reading.unknown("not read yet", at);
        return new GuardReadings(new Power.Off(), List.of(), none, none, none, none);
    }

    /** The board's part of a snapshot, completed by what the driver knows. */
    public Telemetry.Board board(Reading<Double> frequencyMhz, List<Telemetry.Chip> chips) {
        return new Telemetry.Board(
                powerWatts, coreMillivolts, frequencyMhz, fanRpm, fanPercent, chips);
    }

    /** How a board's supply stands. */
    public sealed interface Power {

        /** Off, and may be switched on. */
        record Off() implements Power {}

        /** On, at the driver's wish. */
        record On(int millivolts) implements Power {}

        /** Taken away by the guardian, who will allow it again when all is well. */
        record Cut(Fault why, Instant since) implements Power {}
    }
}
