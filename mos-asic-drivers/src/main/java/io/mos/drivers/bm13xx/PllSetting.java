package io.mos.drivers.bm13xx;

import io.mos.drivers.bm13xx.family.Pll;

/**
 * Dividers of the hash clock: 25 MHz · feedback / (reference · post1 · post2). Register 08 holds
 * them as {@code flag feedback reference posts} (BM13XX.md §5).
 */
public record PllSetting(int feedback, int reference, int post1, int post2) {
    private static final int SLOW_FLAG = 0x40;
    private static final int FAST_FLAG = 0x50;
    private static final double FAST_VCO_MHZ = 2_400;

    /**
     * The dividers nearest to a frequency; of several the slowest oscillator, and then the smallest
     * post divider. The second post divider stays below the first, as one driver in use insists.
     */
    public static PllSetting nearest(Pll pll, double mhz) {
        PllSetting best = new PllSetting(pll.feedbackMax(), Pll.REFERENCE_MAX, Pll.POST_MAX, 1);
        for (int reference = 1; reference <= Pll.REFERENCE_MAX; reference++) {
            for (int feedback = pll.feedbackMin(); feedback <= pll.feedbackMax(); feedback++) {
                double vcoMhz = Pll.CRYSTAL_MHZ * feedback / reference;
                if (vcoMhz >= pll.vcoMinMhz() && vcoMhz <= pll.vcoMaxMhz()) {
                    best = best.orBetter(feedback, reference, mhz);
                }
            }
        }
        return best;
    }

    /** Reads register 08, whose flag follows from the rest. */
    public static PllSetting ofRegister(Pll pll, int value) {
        int offset = offset(pll);
        return new PllSetting(
                value >>> 16 & 0xff,
                value >>> 8 & 0xff,
                (value >>> 4 & 0xf) + offset,
                (value & 0xf) + offset);
    }

    public int registerValue(Pll pll) {
        int offset = offset(pll);
        int flag =
                switch (pll.stored()) {
                    case LESS_ONE -> vcoMhz() >= FAST_VCO_MHZ ? FAST_FLAG : SLOW_FLAG;
                    case PLAIN -> SLOW_FLAG;
                };
        int posts = (post1 - offset) << 4 | (post2 - offset);
        return flag << 24 | feedback << 16 | reference << 8 | posts;
    }

    public double vcoMhz() {
        return Pll.CRYSTAL_MHZ * feedback / reference;
    }

    public double frequencyMhz() {
        return Pll.CRYSTAL_MHZ * feedback / (reference * post1 * post2);
    }

    private PllSetting orBetter(int otherFeedback, int otherReference, double mhz) {
        PllSetting best = this;
        for (int first = 2; first <= Pll.POST_MAX; first++) {
            for (int second = 1; second < first; second++) {
                PllSetting other = new PllSetting(otherFeedback, otherReference, first, second);
                if (other.isBetterThan(best, mhz)) {
                    best = other;
                }
            }
        }
        return best;
    }

    private boolean isBetterThan(PllSetting other, double mhz) {
        int nearer =
                Double.compare(
                        Math.abs(frequencyMhz() - mhz), Math.abs(other.frequencyMhz() - mhz));
        if (nearer != 0) {
            return nearer < 0;
        }
        int slower = Double.compare(vcoMhz(), other.vcoMhz());
        if (slower != 0) {
            return slower < 0;
        }
        int smaller = Integer.compare(post1 * post2, other.post1 * other.post2);
        return smaller < 0 || (smaller == 0 && post1 > other.post1);
    }

    private static int offset(Pll pll) {
        return switch (pll.stored()) {
            case LESS_ONE -> 1;
            case PLAIN -> 0;
        };
    }
}
