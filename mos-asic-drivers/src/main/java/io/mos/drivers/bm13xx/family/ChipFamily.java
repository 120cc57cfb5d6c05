package io.mos.drivers.bm13xx.family;

import io.mos.drivers.bm13xx.frame.AnswerSize;
import io.mos.drivers.bm13xx.frame.JobFormat;
import java.util.List;

/**
 * One kind of BM13xx chip, in numbers. The engine knows no chip by name: whatever differs stands
 * here.
 *
 * @param name as printed on the chip
 * @param init what brings a chain from reset to hashing, in order
 */
public record ChipFamily(
        String name,
        Status status,
        ChipId chipId,
        Cores cores,
        Jobs jobs,
        JobIds jobIds,
        Answers answers,
        NonceLayout nonces,
        Addressing addressing,
        Pll pll,
        Ramp ramp,
        SweepRule sweep,
        Cadence cadence,
        Pacing pacing,
        List<BaudRate> baudRates,
        List<InitStep> init,
        Limits limits) {

    public ChipFamily {
        baudRates = List.copyOf(baudRates);
        init = List.copyOf(init);
        Check.that(name.matches("BM\\d{4}"), "not a chip's name: " + name);
        Check.that(!baudRates.isEmpty(), "baud-rates must name at least the rate after reset");
        Check.that(!init.isEmpty(), "init must not be empty");
        Check.that(
                limits.frequencyMinMhz() >= ramp.startMhz(),
                "limits must not begin below the ramp's start");
    }

    /** How much evidence there is that the numbers are right. */
    public enum Status {
        /** Seen on real hardware or in traces of drivers in use. */
        SUPPORTED,
        /** From driver code alone. */
        EXPERIMENTAL
    }

    /** What register 00 answers: two model bytes, and a third of the model's own. */
    public record ChipId(@Hex int model, @Hex int thirdByte, Source source) {
        public ChipId {
            Check.within(0x1300, model, 0x13ff, "model");
            Check.within(0, thirdByte, 0xff, "third-byte");
        }

        /** The register as a chip with this address answers it. */
        public int registerValue(int address) {
            return model << 16 | thirdByte << 8 | address;
        }

        /** Whether this answer to register 00 is of this family. */
        public boolean matches(int registerValue) {
            return registerValue >>> 16 == model;
        }
    }

    /**
     * @param cores that share the nonce space between them
     * @param units small cores of the die, which share a core's versions or midstates
     */
    public record Cores(int cores, int units, Source source) {
        public Cores {
            Check.within(1, cores, 1024, "cores");
            Check.within(cores, units, 16_384, "units");
        }
    }

    public record Jobs(JobFormat format, Source source) {}

    /** Sizes of answers before and after version rolling is switched on. */
    public record Answers(AnswerSize first, AnswerSize rolling, Source source) {}

    /** The slow way to a frequency, up and down. */
    public record Ramp(double startMhz, double stepMhz, int pauseMillis, Source source) {
        public Ramp {
            Check.within(10, startMhz, 400, "start-mhz");
            Check.within(1, stepMhz, 50, "step-mhz");
            Check.within(1, pauseMillis, 5_000, "pause-millis");
        }
    }

    /** Waiting times of the reset line and between writes of a bring-up. */
    public record Pacing(
            int resetLowMillis, int resetHighMillis, int writeGapMillis, Source source) {
        public Pacing {
            Check.within(1, resetLowMillis, 5_000, "reset-low-millis");
            Check.within(1, resetHighMillis, 5_000, "reset-high-millis");
            Check.within(0, writeGapMillis, 1_000, "write-gap-millis");
        }
    }

    /** A rate the chips can be told to speak at, and what tells them. The first is after reset. */
    public record BaudRate(int baud, List<RegisterWrite> writes, Source source) {
        public BaudRate {
            writes = List.copyOf(writes);
            Check.within(9_600, baud, 12_500_000, "baud");
        }
    }

    /** One write of a fixed value. */
    public record RegisterWrite(@Hex int register, @Hex int value) {
        public RegisterWrite {
            Check.within(0, register, 0xff, "register");
        }
    }

    /** What no board file, policy or user may exceed, for one chip. */
    public record Limits(
            double frequencyMinMhz,
            double frequencyMaxMhz,
            int voltageMaxMillivolts,
            int temperatureMaxCelsius,
            Source source) {
        public Limits {
            Check.within(10, frequencyMinMhz, 400, "frequency-min-mhz");
            Check.within(frequencyMinMhz, frequencyMaxMhz, 1_000, "frequency-max-mhz");
            Check.within(500, voltageMaxMillivolts, 2_000, "voltage-max-millivolts");
            Check.within(40, temperatureMaxCelsius, 120, "temperature-max-celsius");
        }
    }
}
