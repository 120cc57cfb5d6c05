package io.mos.drivers.sim.part;

/**
 * What a board is built for.
 *
 * @param megahertz and {@code millivolts}, {@code watts}: the chips' point of work
 * @param watts all chips together take there
 * @param inputVolts of its supply
 * @param fanRpm at full duty; 0 for a board without a fan of its own, which is cooled from outside
 */
public record PlantFacts(
        double megahertz, int millivolts, double watts, double inputVolts, double fanRpm) {}
