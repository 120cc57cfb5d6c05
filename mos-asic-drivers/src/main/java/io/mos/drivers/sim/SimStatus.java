package io.mos.drivers.sim;

import io.mos.drivers.sim.chip.Power;

/**
 * How a simulated board fares, seen from outside of it; no sensor of its own says so.
 *
 * @param unplugged whether its cable is out
 * @param held whether its reset line is low; never where the chips have none
 * @param megahertz the chips' clock, 0 without one
 * @param nonces sent since it was made
 */
public record SimStatus(
        boolean unplugged,
        Power power,
        boolean held,
        double megahertz,
        double coreVolts,
        double dieCelsius,
        double regulatorCelsius,
        double fanRpm,
        double inputWatts,
        long nonces) {}
