package io.mos.drivers.sim.chip;

/**
 * What a chain does at this moment, for whoever works out its heat and its bill.
 *
 * @param power as last set
 * @param megahertz the hash clock, on average over the chips; 0 while none has one
 * @param hashing which part of the chips hash, 0 to 1
 * @param nonces that were sent since the chain was made
 */
public record ChainActivity(Power power, double megahertz, double hashing, long nonces) {}
