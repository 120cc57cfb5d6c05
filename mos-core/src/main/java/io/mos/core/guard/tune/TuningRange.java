package io.mos.core.guard.tune;

import io.mos.core.device.ProtectionPlan.Limits;
import java.util.List;
import java.util.Optional;

/**
 * The points a board may be tuned to: what its chips' data allow, within the limits in force.
 *
 * @param frequenciesMhz rising, at least one
 * @param voltagesMillivolts rising, at least one
 */
public record TuningRange(List<Double> frequenciesMhz, List<Integer> voltagesMillivolts) {

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException when nothing is left to run at, or the order is wrong
     */
    public TuningRange {
        frequenciesMhz = List.copyOf(frequenciesMhz);
        voltagesMillivolts = List.copyOf(voltagesMillivolts);
        if (!rises(frequenciesMhz) || !rises(voltagesMillivolts)) {
            throw new IllegalArgumentException(
                    "no rising options: " + frequenciesMhz + " MHz, " + voltagesMillivolts + " mV");
        }
    }

    /** One step of one of the two. */
    enum Move {
        FASTER,
        SLOWER,
        HIGHER,
        LOWER
    }

    /** What of a board's options its limits leave. */
    public static TuningRange within(
            Limits limits, List<Double> frequenciesMhz, List<Integer> voltagesMillivolts) {
        return new TuningRange(
                frequenciesMhz.stream().filter(each -> each <= limits.frequencyMaxMhz()).toList(),
                voltagesMillivolts.stream()
                        .filter(each ->
                                each >= limits.voltageMinMillivolts()
                                        && each <= limits.voltageMaxMillivolts())
                        .toList());
    }

    /** The nearest point that is neither faster nor higher, or the lowest there is. */
    public TuningPoint atMost(TuningPoint point) {
        double frequency = frequenciesMhz.getFirst();
        for (double each : frequenciesMhz) {
            frequency = each <= point.frequencyMhz() ? each : frequency;
        }
        int voltage = voltagesMillivolts.getFirst();
        for (int each : voltagesMillivolts) {
            voltage = each <= point.voltageMillivolts() ? each : voltage;
        }
        return new TuningPoint(frequency, voltage);
    }

    /** The point a step further; empty where the range ends. */
    Optional<TuningPoint> move(TuningPoint from, Move move) {
        int frequency = frequenciesMhz.indexOf(from.frequencyMhz());
        int voltage = voltagesMillivolts.indexOf(from.voltageMillivolts());
        return switch (move) {
            case FASTER -> point(frequency + 1, voltage);
            case SLOWER -> point(frequency - 1, voltage);
            case HIGHER -> point(frequency, voltage + 1);
            case LOWER -> point(frequency, voltage - 1);
        };
    }

    private Optional<TuningPoint> point(int frequency, int voltage) {
        boolean isWithin =
                frequency >= 0
                        && frequency < frequenciesMhz.size()
                        && voltage >= 0
                        && voltage < voltagesMillivolts.size();
        return isWithin
                ? Optional.of(
                        new TuningPoint(
                                frequenciesMhz.get(frequency), voltagesMillivolts.get(voltage)))
                : Optional.empty();
    }

    private static <T extends Comparable<T>> boolean rises(List<T> options) {
        for (int i = 1; i < options.size(); i++) {
            if (options.get(i - 1).compareTo(options.get(i)) >= 0) {
                return false;
            }
        }
        return !options.isEmpty();
    }
}
