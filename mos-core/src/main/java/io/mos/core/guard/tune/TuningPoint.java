package io.mos.core.guard.tune;

/**
 * Where a board runs.
 *
 * @param frequencyMhz of its chips
 * @param voltageMillivolts of their supply
 */
public record TuningPoint(double frequencyMhz, int voltageMillivolts) {}
