package io.mos.core.guard.tune;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What was seen of a board since it has been at its point and settled there.
 *
 * @param nonces proven ones
 * @param counted how long the chips' own counters were read; zero where there are none
 * @param measuredGhs by the counters where there are some, else by the nonces
 * @param expectedGhs at this frequency, were every core to work
 * @param errorShare of the claims, those that did not hash as said
 * @param watts on average, where it is measured
 * @param overTargetCelsius the hottest sensor above where it should stay; below 0 when it is cooler
 * @param fanPercent on average
 */
public record Observation(
        long nonces,
        Duration counted,
        double measuredGhs,
        double expectedGhs,
        double errorShare,
        OptionalDouble watts,
        double overTargetCelsius,
        double fanPercent) {

    /** BM13XX sheet §15: fewer nonces tell too little. */
    private static final long ENOUGH_NONCES = 400;

    /** Counters count every hash: a minute of them tells more than 400 nonces. */
    private static final Duration ENOUGH_COUNTED = Duration.ofMinutes(1);

    /** BM13XX sheet §15: a board that does less has cores that fail. */
    private static final double LEAST_SHARE = 0.94;

    private static final double MOST_ERRORS = 0.03;

    /** The fan has a reserve left below the guardian's limit. */
    private static final double WARMEST_CELSIUS = 3;

    boolean isEnough() {
        return nonces >= ENOUGH_NONCES || isCounted();
    }

    /** Whether a board can run like this for good. */
    boolean isHealthy() {
        double chance = isCounted() ? 0 : 1 / Math.sqrt((double) nonces);
        return measuredGhs >= expectedGhs * (LEAST_SHARE - chance)
                && errorShare <= MOST_ERRORS
                && overTargetCelsius <= WARMEST_CELSIUS;
    }

    /** What a healthy board does: nonces alone are too rough to tell one step from the next. */
    double provenGhs() {
        return isCounted() ? Math.min(measuredGhs, expectedGhs) : expectedGhs;
    }

    private boolean isCounted() {
        return counted.compareTo(ENOUGH_COUNTED) >= 0;
    }
}
