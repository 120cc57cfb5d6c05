package io.mos.core.device;

/**
 * What a board's cooling allows now, as the guardian sees it. Advice, not protection: a program
 * that does not follow it becomes too hot one day and is cut off then.
 *
 * @param maxFrequencyMhz the chips should run no faster; the board's own limit when nothing holds
 *     them back
 * @param why for people, such as {@code quiet hours}
 */
public record ThermalAdvice(double maxFrequencyMhz, String why) {}
