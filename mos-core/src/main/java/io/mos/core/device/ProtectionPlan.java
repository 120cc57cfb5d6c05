package io.mos.core.device;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What keeps a board safe, as data: the guardian acts on it while the driver is stuck or gone.
 *
 * @param cutOff how hash power is taken away
 * @param limits the shipped hard maximum, which nobody widens
 * @param sensors what is watched; empty for a board that has none
 * @param regulator the chips' supply, where it can be set
 * @param fan where there is one that can be set or watched
 * @param powerMeter where the board's power is measured
 */
public record ProtectionPlan(
        CutOff cutOff,
        Limits limits,
        List<SensorPlan> sensors,
        Optional<PartPlan> regulator,
        Optional<FanPlan> fan,
        Optional<PartPlan> powerMeter) {

    public ProtectionPlan {
        sensors = List.copyOf(sensors);
    }

    /** A board whose power nobody measures. */
    public ProtectionPlan(
            CutOff cutOff,
            Limits limits,
            List<SensorPlan> sensors,
            Optional<PartPlan> regulator,
            Optional<FanPlan> fan) {
        this(cutOff, limits, sensors, regulator, fan, Optional.empty());
    }

    /** How a board is kept from hashing when nothing else can be trusted. */
    public sealed interface CutOff {

        /**
         * Lines of the control channel.
         *
         * @param resetLine held low while the chips must not hash
         * @param powerLines switched off after it, in this order
         */
        record ControlLines(int resetLine, List<Integer> powerLines) implements CutOff {
            public ControlLines {
                powerLines = List.copyOf(powerLines);
            }
        }

        /** A modem line of the data port holds the chips in reset. */
        record PortLine(Line line, Level holds) implements CutOff {}

        /** No line: the driver's program is told to stop the chips by a frame. */
        record Frame(String how) implements CutOff {}

        /** It cannot be stopped from here; says why, and the user is told at the start. */
        record Impossible(String why) implements CutOff {}

        /** Which modem line. */
        enum Line {
            DTR,
            RTS
        }

        /** How the modem line stands while it holds the chips. */
        enum Level {
            RAISED,
            LOWERED
        }
    }

    /**
     * What the board must never pass.
     *
     * @param chipCelsius at the chips' sensors
     * @param regulatorCelsius at the regulator's
     * @param voltageMinMillivolts what the chips need to work at all
     * @param powerWatts input power; 0 where it is not measured
     * @param fanStalled how long a fan that should turn may stand
     */
    public record Limits(
            double chipCelsius,
            double regulatorCelsius,
            double frequencyMaxMhz,
            int voltageMinMillivolts,
            int voltageMaxMillivolts,
            double powerWatts,
            Duration fanStalled) {}

    /**
     * One temperature sensor.
     *
     * @param name for people and metrics, such as {@code chip}
     * @param place which limit it is held to
     * @param part what measures it
     */
    public record SensorPlan(String name, Place place, PartPlan part) {}

    /** Where a sensor sits. */
    public enum Place {
        CHIP,
        REGULATOR,
        BOARD
    }

    /**
     * A part on the board's bus.
     *
     * @param kind its type, such as {@code emc2101}
     * @param address on the I2C bus, 7 bits; empty for a part that is not on it
     * @param settings what this board needs of it, by the names of the part's own data
     */
    public record PartPlan(String kind, OptionalInt address, Map<String, Double> settings) {
        public PartPlan {
            settings = Map.copyOf(settings);
        }
    }

    /**
     * The fan.
     *
     * @param part what drives and measures it
     * @param minPercent below this it may stand still
     * @param tachometer whether its speed is measured
     */
    public record FanPlan(PartPlan part, int minPercent, Tachometer tachometer) {}

    /** Whether a fan tells its speed. */
    public enum Tachometer {
        PRESENT,
        ABSENT
    }
}
