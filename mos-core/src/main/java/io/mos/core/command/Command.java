package io.mos.core.command;

/** What an operator can ask of a device. */
public sealed interface Command {

    /** Stop hashing until {@link Resume}. */
    record Pause() implements Command {}

    record Resume() implements Command {}
}
