package io.mos.core.guard.rule;

/**
 * The fan's level: a PI controller on the sensor that is worst off, full when nothing is known.
 * Faster at once, slower gently, so that a fan neither hunts nor howls. No differential part: a
 * diode's noise of half a degree would be all it sees at two samples a second.
 *
 * <p>Owner: the guardian's thread.
 */
public final class FanController {

    public static final int FULL = 100;

    /**
     * While there is power the fan keeps at least this: a host that dies leaves the last level, and
     * the room may get warmer.
     */
    public static final int FLOOR = 35;

    private static final double PERCENT_PER_CELSIUS = 4;
    private static final double PERCENT_PER_CELSIUS_SECOND = 0.15;
    private static final double SLOWER_PERCENT_PER_SECOND = 2;

    /** Long gaps between samples must not wind the controller up. */
    private static final double LONGEST_STEP_SECONDS = 2;

    private final int leastPercent;
    private double integral;
    private double level = FULL;
    private boolean isFullUntilCool;
    private long lastNanos;
    private boolean isFirst = true;

    /** Leaves below {@code leastPercent} out, where the fan may stand still. */
    public FanController(int leastPercent) {
        this.leastPercent = Math.clamp(leastPercent, 0, FULL);
        integral = FULL;
    }

    /**
     * The level for now, 0 to 100.
     *
     * @param ceiling the highest level wanted, passed only where a limit is near
     */
    public int next(Heat heat, int ceiling, long nanos) {
        double seconds = isFirst ? 0 : Math.min(LONGEST_STEP_SECONDS, (nanos - lastNanos) / 1e9);
        isFirst = false;
        lastNanos = nanos;
        if (!heat.isComplete() || isFullForHeat(heat)) {
            level = FULL;
            return FULL;
        }
        double lowest = Math.max(leastPercent, Math.min(FLOOR, ceiling));
        double highest = Math.max(lowest, ceiling);
        double over = heat.overTargetCelsius().orElse(0);
        integral =
                Math.clamp(integral + PERCENT_PER_CELSIUS_SECOND * over * seconds, lowest, highest);
        double wanted = Math.clamp(integral + PERCENT_PER_CELSIUS * over, lowest, highest);
        level = Math.max(wanted, level - SLOWER_PERCENT_PER_SECOND * seconds);
        return (int) Math.round(level);
    }

    /** Near a limit nobody's wish for quiet counts, until the target is reached again. */
    private boolean isFullForHeat(Heat heat) {
        boolean isAtTarget = heat.overTargetCelsius().orElse(Double.MAX_VALUE) <= 0;
        isFullUntilCool = heat.isNearLimit() || (isFullUntilCool && !isAtTarget);
        return isFullUntilCool;
    }
}
