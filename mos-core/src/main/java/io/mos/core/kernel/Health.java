package io.mos.core.kernel;

/** How a module is doing: well, at work but impaired, or not working; the latter two say why. */
public sealed interface Health {

    /** Working as meant. */
    record Up() implements Health {}

    /** Working, but something an operator would want to know is wrong. */
    record Degraded(String reason) implements Health {}

    /** Not working. */
    record Down(String reason) implements Health {}

    /** The one instance most modules return. */
    Health UP = new Up();
}
