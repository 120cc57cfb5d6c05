package io.mos.drivers.bm13xx.family;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How often a chain needs new work, for it hashes the old again when it is through. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rule")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Cadence.Interval.class, name = "interval"),
    @JsonSubTypes.Type(value = Cadence.WholeSweep.class, name = "whole-sweep")
})
public sealed interface Cadence {

    Source source();

    /** A constant, divided by the chips in the chain rounded up to a power of two. */
    record Interval(int millis, Source source) implements Cadence {
        public Interval {
            Check.within(10, millis, 10_000, "millis");
        }
    }

    /** As soon as every nonce under every midstate has been tried. */
    record WholeSweep(int midstates, int percent, Source source) implements Cadence {
        public WholeSweep {
            Check.within(1, midstates, 4, "midstates");
            Check.within(10, percent, 100, "percent");
        }
    }
}
