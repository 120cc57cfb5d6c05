package io.mos.drivers.bm13xx.family;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.mos.drivers.bm13xx.family.ChipFamily.RegisterWrite;
import java.util.List;

/** One step of a bring-up. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
@JsonSubTypes({
    @JsonSubTypes.Type(value = InitStep.WriteAll.class, name = "write-all"),
    @JsonSubTypes.Type(value = InitStep.WriteFirst.class, name = "write-first"),
    @JsonSubTypes.Type(value = InitStep.WriteDomainEnds.class, name = "write-domain-ends"),
    @JsonSubTypes.Type(value = InitStep.WriteEach.class, name = "write-each"),
    @JsonSubTypes.Type(value = InitStep.ReadAll.class, name = "read-all"),
    @JsonSubTypes.Type(value = InitStep.Inactive.class, name = "inactive"),
    @JsonSubTypes.Type(value = InitStep.SetAddresses.class, name = "set-addresses"),
    @JsonSubTypes.Type(value = InitStep.VersionRolling.class, name = "version-rolling"),
    @JsonSubTypes.Type(value = InitStep.TicketMask.class, name = "ticket-mask"),
    @JsonSubTypes.Type(value = InitStep.RampTo.class, name = "ramp"),
    @JsonSubTypes.Type(value = InitStep.SetSweep.class, name = "sweep"),
    @JsonSubTypes.Type(value = InitStep.SetBaud.class, name = "baud"),
    @JsonSubTypes.Type(value = InitStep.Delay.class, name = "delay")
})
public sealed interface InitStep {

    Source source();

    /** One value to all chips, one write after another. */
    record WriteAll(List<RegisterWrite> writes, Source source) implements InitStep {
        public WriteAll {
            writes = List.copyOf(writes);
            Check.that(!writes.isEmpty(), "writes must not be empty");
        }
    }

    /** To the chip next to the host alone. */
    record WriteFirst(@Hex int register, @Hex int value, Source source) implements InitStep {
        public WriteFirst {
            Check.within(0, register, 0xff, "register");
        }
    }

    /** To the last chip of each voltage domain, where the board has domains. */
    record WriteDomainEnds(@Hex int register, @Hex int value, Source source) implements InitStep {
        public WriteDomainEnds {
            Check.within(0, register, 0xff, "register");
        }
    }

    /** All of these to one chip, then to the next. */
    record WriteEach(List<RegisterWrite> writes, int pauseMillis, Source source)
            implements InitStep {
        public WriteEach {
            writes = List.copyOf(writes);
            Check.that(!writes.isEmpty(), "writes must not be empty");
            Check.within(0, pauseMillis, 5_000, "pause-millis");
        }
    }

    /**
     * Reads the chip id of all; the chain is as long as there are answers until it falls silent.
     */
    record ReadAll(int silenceMillis, Source source) implements InitStep {
        public ReadAll {
            Check.within(10, silenceMillis, 10_000, "silence-millis");
        }
    }

    /** Addresses are forgotten and no longer passed on. */
    record Inactive(int times, int gapMillis, Source source) implements InitStep {
        public Inactive {
            Check.within(1, times, 10, "times");
            Check.within(0, gapMillis, 1_000, "gap-millis");
        }
    }

    /** One address per chip, in the chain's order. */
    record SetAddresses(Source source) implements InitStep {}

    /**
     * Lets the chips roll versions; answers are long from here on.
     *
     * @param enable the register without the mask, whose bits 28..13 it holds as 15..0
     */
    record VersionRolling(@Hex int enable, int times, Source source) implements InitStep {
        public VersionRolling {
            Check.that((enable & 0xffff) == 0, "enable must leave the mask's bits clear");
            Check.within(1, times, 10, "times");
        }
    }

    record TicketMask(Source source) implements InitStep {}

    /** From the ramp's start to the frequency asked for. */
    record RampTo(Source source) implements InitStep {}

    /** Register 10 by the family's rule. */
    record SetSweep(Source source) implements InitStep {}

    /** To the rate asked for, host included; nothing when that is the rate after reset. */
    record SetBaud(Source source) implements InitStep {}

    record Delay(int millis, Source source) implements InitStep {
        public Delay {
            Check.within(1, millis, 10_000, "millis");
        }
    }
}
