package io.mos.drivers.bm13xx.family;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How register 10, the length of a chip's sweep, follows from frequency and chain. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rule")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SweepRule.OfSlice.class, name = "of-slice"),
    @JsonSubTypes.Type(value = SweepRule.Fixed.class, name = "fixed"),
    @JsonSubTypes.Type(value = SweepRule.None.class, name = "none")
})
public sealed interface SweepRule {

    Source source();

    /**
     * A part of what the chip's slice of the nonce space takes.
     *
     * @param guardTicks taken off that part: by how much the chip overruns its count
     */
    record OfSlice(int percent, int guardTicks, Source source) implements SweepRule {
        public OfSlice {
            Check.within(10, percent, 100, "percent");
            Check.within(0, guardTicks, 10_000, "guard-ticks");
        }
    }

    /** A manufacturer's constant. */
    record Fixed(@Hex int ticks, Source source) implements SweepRule {
        public Fixed {
            Check.within(1, ticks, Integer.MAX_VALUE, "ticks");
        }
    }

    /** The chip has no such register. */
    record None(Source source) implements SweepRule {}
}
