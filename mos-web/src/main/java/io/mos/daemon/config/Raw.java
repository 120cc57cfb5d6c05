package io.mos.daemon.config;

import java.util.List;

/** A value as the user wrote it, before its key gives it a meaning. */
sealed interface Raw {

    /** Quoted text of a TOML file. */
    record Text(String value) implements Raw {}

    record Whole(long value) implements Raw {}

    record Decimal(double value) implements Raw {}

    record Flag(boolean value) implements Raw {}

    record Many(List<Raw> values) implements Raw {
        public Many {
            values = List.copyOf(values);
        }
    }

    /** Text of the environment or a flag, which has no types: read as whatever the key wants. */
    record Loose(String text) implements Raw {}

    /** Something no key takes: a table, a date. */
    record Foreign(String description) implements Raw {}

    /** What it is, for an error message. */
    default String description() {
        return switch (this) {
            case Text _ -> "text";
            case Whole _ -> "a whole number";
            case Decimal _ -> "a decimal number";
            case Flag _ -> "true or false";
            case Many _ -> "a list";
            case Loose loose -> "\"" + loose.text() + "\"";
            case Foreign foreign -> foreign.description();
        };
    }
}
