package io.mos.core.command;

/** What an operator can ask of a device. */
public sealed interface Command {

    /** Stop hashing until {@link Resume}. */
    record Pause() implements Command {}

    record Resume() implements Command {}

    /** Take hash power away and bring the device up from the beginning. */
    record Reboot() implements Command {}

    /** Show a person which one it is. */
    record Locate() implements Command {}

    /** Run the chips at another clock. */
    record SetFrequency(double frequencyMhz) implements Command {}

    /** Give the chips another supply. */
    record SetVoltage(int voltageMillivolts) implements Command {}

    /**
     * Change clock and supply in the order that is safe: the clock comes down before the supply and
     * goes up after it.
     */
    record SetOperatingPoint(double frequencyMhz, int voltageMillivolts) implements Command {}
}
