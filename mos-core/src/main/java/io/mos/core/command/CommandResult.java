package io.mos.core.command;

import java.time.Duration;

/** The truthful answer to a command: a write was read back before it is called done. */
public sealed interface CommandResult {

    /** It happened; what was before and what is now. */
    record Done(String before, String after) implements CommandResult {}

    /** The device cannot or must not do this. */
    record Refused(String reason) implements CommandResult {}

    /** It was tried and did not work. */
    record Failed(String reason) implements CommandResult {}

    /** The device did not answer in time; it may or may not have happened. */
    record TimedOut(Duration after) implements CommandResult {}
}
