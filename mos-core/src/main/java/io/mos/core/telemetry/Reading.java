package io.mos.core.telemetry;

import java.time.Instant;
import java.util.Optional;

/**
 * A value with its own time and source, or the reason why there is none; never 0 or −1 for absent.
 */
public sealed interface Reading<T> {

    /** The value, when it was taken and by what (a sensor's or counter's name). */
    record Known<T>(T value, Instant at, String source) implements Reading<T> {}

    /** No value: what is missing, since when. */
    record Unknown<T>(String reason, Instant since) implements Reading<T> {}

    /** The value, if there is one. */
    default Optional<T> known() {
        return switch (this) {
            case Known<T> known -> Optional.of(known.value());
            case Unknown<T> _ -> Optional.empty();
        };
    }

    static <T> Reading<T> of(T value, Instant at, String source) {
        return new Known<>(value, at, source);
    }

    static <T> Reading<T> unknown(String reason, Instant since) {
        return new Unknown<>(reason, since);
    }
}
