package io.mos.core.guard;

import io.mos.core.device.ProtectionPlan.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Limits that somebody asks for on top of a board's own: the signed policy, the user. A cap lowers
 * and never raises, so the order in which caps are laid over each other does not matter, and a
 * board's shipped limits hold whatever the caps say.
 *
 * @param chipCelsius infinite for no wish; so are all
 * @param frequencyMhz the fastest
 * @param voltageMillivolts the highest
 */
public record LimitCap(
        double chipCelsius,
        double regulatorCelsius,
        double frequencyMhz,
        double voltageMillivolts,
        double powerWatts) {

    private static final double ANY = Double.POSITIVE_INFINITY;

    /** Asks for nothing. */
    public static final LimitCap NONE = new LimitCap(ANY, ANY, ANY, ANY, ANY);

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException for what is no limit: not a number, zero or below
     */
    public LimitCap {
        for (double each :
                new double[] {
                    chipCelsius, regulatorCelsius, frequencyMhz, voltageMillivolts, powerWatts
                }) {
            if (Double.isNaN(each) || each <= 0) {
                throw new IllegalArgumentException("not a limit: " + each);
            }
        }
    }

    /** These limits, none of them wider than before. */
    public Limits narrow(Limits limits) {
        return new Limits(
                Math.min(limits.chipCelsius(), chipCelsius),
                Math.min(limits.regulatorCelsius(), regulatorCelsius),
                Math.min(limits.frequencyMaxMhz(), frequencyMhz),
                limits.voltageMinMillivolts(),
                (int) Math.min(limits.voltageMaxMillivolts(), voltageMillivolts),
                narrowPower(limits.powerWatts()),
                atMost(limits.fanStalled()));
    }

    /** What this asks for in vain, in words, because the board's limits are lower. */
    public List<String> ignored(Limits limits) {
        List<String> ignored = new ArrayList<>();
        tell(ignored, "chip temperature in °C", chipCelsius, limits.chipCelsius());
        tell(ignored, "regulator temperature in °C", regulatorCelsius, limits.regulatorCelsius());
        tell(ignored, "frequency in MHz", frequencyMhz, limits.frequencyMaxMhz());
        tell(ignored, "voltage in mV", voltageMillivolts, limits.voltageMaxMillivolts());
        if (limits.powerWatts() > 0) {
            tell(ignored, "power in W", powerWatts, limits.powerWatts());
        }
        return ignored;
    }

    /** A board says 0 where it has no limit. */
    private double narrowPower(double boardWatts) {
        double board = boardWatts > 0 ? boardWatts : ANY;
        double watts = Math.min(board, powerWatts);
        return Double.isInfinite(watts) ? 0 : watts;
    }

    /** However patient a board's file is, a fan that stands is not waited for any longer. */
    private static Duration atMost(Duration fanStalled) {
        return fanStalled.compareTo(Bounds.FAN) > 0 ? Bounds.FAN : fanStalled;
    }

    private static void tell(List<String> ignored, String what, double asked, double hard) {
        if (Double.isFinite(asked) && asked > hard) {
            ignored.add("%s: %s asked, %s is the most".formatted(what, asked, hard));
        }
    }
}
