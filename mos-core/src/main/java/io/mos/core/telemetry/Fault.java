package io.mos.core.telemetry;

/**
 * What is wrong, by the name an operator knows it under.
 *
 * @param name short and stable, such as {@code over-temperature}
 * @param detail what was seen and what was expected
 */
public record Fault(String name, String detail) {}
