package io.mos.daemon.config;

import java.util.List;
import java.util.function.Function;

/**
 * One table of the file: {@code [name]}, or {@code [[name]]} as often as the user likes.
 *
 * @param meaning what it is for, in a sentence or two for the user
 * @param bind makes the record from the values; an {@link IllegalArgumentException} it throws is
 *     shown to the user as a problem of this table. It is called with the default in place of a key
 *     that has a problem of its own, so that all problems are found at once: a message that names
 *     such a key is dropped, hence each message names the keys it is about
 */
public record Section<R>(
        String name, Arity arity, String meaning, List<Key<?>> keys, Function<Values, R> bind) {

    /** How many tables of the name a file may hold. */
    public enum Arity {
        ONE,
        MANY
    }

    public Section {
        keys = List.copyOf(keys);
    }

    /** How the table is opened in the file. */
    String header() {
        return switch (arity) {
            case ONE -> "[" + name + "]";
            case MANY -> "[[" + name + "]]";
        };
    }

    List<String> keyNames() {
        return keys.stream().<String>map(Key::name).toList();
    }
}
