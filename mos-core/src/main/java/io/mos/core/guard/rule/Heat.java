package io.mos.core.guard.rule;

import java.util.OptionalDouble;

/**
 * A board's heat in one number, for the fan and the advice.
 *
 * @param overTargetCelsius how far the sensor that is worst off is above where it should stay,
 *     below 0 when all are cooler; empty when none can be believed
 * @param isComplete whether every sensor that must be there can be believed
 * @param isNearLimit whether one is close to being cut off
 */
public record Heat(OptionalDouble overTargetCelsius, boolean isComplete, boolean isNearLimit) {}
