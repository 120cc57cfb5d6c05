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
 * @param board supply, fan and chips; {@link Board#none} for what is no board
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
        List<Sensor> sensors,
        Board board) {

    public Telemetry {
        sensors = List.copyOf(sensors);
    }

    /** What has no supply, fan or chips of its own, such as the CPU. */
    public Telemetry(
            DeviceId device,
            String kind,
            String model,
            DeviceState state,
            Instant at,
            Reading<Double> hashrateGhs,
            Reading<Double> claimedGhs,
            WorkCount work,
            List<Sensor> sensors) {
        this(
                device,
                kind,
                model,
                state,
                at,
                hashrateGhs,
                claimedGhs,
                work,
                sensors,
                Board.none(at));
    }

    /** This snapshot with what the agent itself has proven; devices do not judge themselves. */
    public Telemetry withProven(Reading<Double> provenGhs, WorkCount proven) {
        return new Telemetry(
                device, kind, model, state, at, provenGhs, claimedGhs, proven, sensors, board);
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

    /**
     * A board's supply, fan and chips.
     *
     * @param powerWatts taken at the board's input
     * @param coreMillivolts the chips' supply as measured
     * @param frequencyMhz what the chips run at now
     * @param fanRpm as measured
     * @param fanPercent as set
     * @param chips by number in the chain
     */
    public record Board(
            Reading<Double> powerWatts,
            Reading<Double> coreMillivolts,
            Reading<Double> frequencyMhz,
            Reading<Double> fanRpm,
            Reading<Double> fanPercent,
            List<Chip> chips) {

        public Board {
            chips = List.copyOf(chips);
        }

        /** No board at all. */
        public static Board none(Instant at) {
            Reading<Double> none = Reading.unknown("no board", at);
            return new Board(none, none, none, none, none, List.of());
        }
    }

    /**
     * One chip since the board was opened.
     *
     * @param number its place in the chain, from 0
     * @param provenHashes expected hashes behind its proven nonces
     * @param nonces proven ones
     * @param hardwareErrors claims that did not hash as said
     * @param duplicates claims made before
     * @param badCrc answers of its that came damaged, where the line can tell whose they were
     * @param tempCelsius its own diode, where it has one
     */
    public record Chip(
            int number,
            double provenHashes,
            long nonces,
            long hardwareErrors,
            long duplicates,
            long badCrc,
            Reading<Double> tempCelsius) {}
}
