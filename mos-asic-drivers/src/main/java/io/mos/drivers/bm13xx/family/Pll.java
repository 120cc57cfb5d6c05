package io.mos.drivers.bm13xx.family;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mos.drivers.bm13xx.family.ChipFamily.RegisterWrite;
import java.util.List;

/**
 * Bounds of the hash clock's dividers and how they are written (BM13XX.md §5): frequency = 25 MHz ·
 * feedback / (reference · post1 · post2), oscillator = 25 MHz · feedback / reference.
 *
 * @param stored whether the register holds the post dividers or one less
 * @param prelude what is written, each so often, before register 08
 * @param repeats how often the prelude's writes and register 08 are sent
 * @param gapMillis after each of these writes
 */
public record Pll(
        int feedbackMin,
        int feedbackMax,
        double vcoMinMhz,
        double vcoMaxMhz,
        Stored stored,
        List<RegisterWrite> prelude,
        int repeats,
        int gapMillis,
        Source source) {
    public static final double CRYSTAL_MHZ = 25;
    public static final int REFERENCE_MAX = 2;
    public static final int POST_MAX = 7;

    /** How the post dividers and the flag byte stand in the register. */
    public enum Stored {
        /** One less than the divider; the flag tells a fast oscillator. */
        @JsonProperty("less-one")
        LESS_ONE,
        /** The divider itself; one flag for all. */
        PLAIN
    }

    public Pll {
        prelude = List.copyOf(prelude);
        Check.within(1, feedbackMin, 255, "feedback-min");
        Check.within(feedbackMin, feedbackMax, 255, "feedback-max");
        Check.within(500, vcoMinMhz, 5_000, "vco-min-mhz");
        Check.within(vcoMinMhz, vcoMaxMhz, 5_000, "vco-max-mhz");
        Check.within(1, repeats, 4, "repeats");
        Check.within(0, gapMillis, 1_000, "gap-millis");
    }
}
