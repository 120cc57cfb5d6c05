package io.mos.drivers.board;

/**
 * What a board may be run at.
 *
 * @param frequencyMhz unless the user says otherwise
 * @param voltageMillivolts likewise; 0 where it cannot be set
 * @param frequenciesMhz what may be chosen
 * @param voltagesMillivolts likewise; all 0 where it cannot be set
 */
public record Tuning(
        double frequencyMhz,
        int voltageMillivolts,
        Range frequenciesMhz,
        Range voltagesMillivolts) {

    /** From {@code min} to {@code max}, a tuner's step apart. */
    public record Range(double min, double max, double step) {

        /** Nothing to choose. */
        static final Range NONE = new Range(0, 0, 0);

        boolean holds(double value) {
            return value >= min && value <= max;
        }
    }
}
