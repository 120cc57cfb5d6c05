package io.mos.drivers.sim;

import java.time.Duration;

/** What can be wrong with a simulated board; each is named as on the command line. */
public sealed interface SimFault {

    /** As on the command line, without a value. */
    String name();

    /**
     * Bits of the data line turn over, both ways.
     *
     * @param bitErrorRate which part of them
     */
    record CrcNoise(double bitErrorRate) implements SimFault {
        @Override
        public String name() {
            return "crc-noise";
        }
    }

    /**
     * Bytes that nobody sent come before frames of the chips.
     *
     * @param part of the frames
     */
    record Garbage(double part) implements SimFault {
        @Override
        public String name() {
            return "garbage";
        }
    }

    /**
     * Frames of the chips do not arrive.
     *
     * @param part of them
     */
    record LostFrames(double part) implements SimFault {
        @Override
        public String name() {
            return "lost-frames";
        }
    }

    /**
     * Frames of the chips arrive twice.
     *
     * @param part of them
     */
    record DuplicateFrames(double part) implements SimFault {
        @Override
        public String name() {
            return "duplicate-frames";
        }
    }

    /**
     * Chips miscalculate, beyond what heat and voltage make of them.
     *
     * @param part of their nonces
     */
    record WrongNonces(double part) implements SimFault {
        @Override
        public String name() {
            return "wrong-nonces";
        }
    }

    /**
     * One chip is dead and bridged.
     *
     * @param chip its number in the chain, from 0
     */
    record ChipMissing(int chip) implements SimFault {
        @Override
        public String name() {
            return "chip-missing";
        }
    }

    /** The chips' temperature sensor is open. */
    record SensorOpen() implements SimFault {
        @Override
        public String name() {
            return "sensor-open";
        }
    }

    /** The chips' temperature sensor is shorted. */
    record SensorShort() implements SimFault {
        @Override
        public String name() {
            return "sensor-short";
        }
    }

    /** The chips' temperature sensor gives the same value for ever. */
    record SensorStale() implements SimFault {
        @Override
        public String name() {
            return "sensor-stale";
        }
    }

    /** No part on the bus answers. */
    record BusError() implements SimFault {
        @Override
        public String name() {
            return "bus-error";
        }
    }

    /** The fan stands, whatever it is driven with. */
    record FanStop() implements SimFault {
        @Override
        public String name() {
            return "fan-stop";
        }
    }

    /** The heat sink has come loose: too hot within seconds, whatever the fan does. */
    record OverTemperature() implements SimFault {
        @Override
        public String name() {
            return "over-temperature";
        }
    }

    /**
     * The cable is pulled.
     *
     * @param after so long from the moment the fault is switched on
     */
    record Unplug(Duration after) implements SimFault {
        @Override
        public String name() {
            return "unplug";
        }
    }

    /**
     * Bytes go in and none come out.
     *
     * @param what is stuck
     */
    record Hang(Part what) implements SimFault {
        @Override
        public String name() {
            return "hang";
        }

        /** Which part of the board hangs. */
        public enum Part {
            CHIPS,
            CONTROL,
            BOARD
        }
    }
}
