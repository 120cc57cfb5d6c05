package io.mos.daemon.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/**
 * One configuration key of a {@link Section}. Immutable.
 *
 * <p>A key without a default is optional and reads as absent unless it is {@link #required()}.
 */
public final class Key<T> {

    private final String name;
    private final ValueType<T> type;
    private final Optional<T> fallback;
    private final Need need;
    private final String meaning;

    private enum Need {
        OPTIONAL,
        REQUIRED
    }

    private Key(String name, ValueType<T> type, Optional<T> fallback, Need need, String meaning) {
        this.name = name;
        this.type = type;
        this.fallback = fallback;
        this.need = need;
        this.meaning = meaning;
    }

    private Key(String name, ValueType<T> type) {
        this(name, type, Optional.empty(), Need.OPTIONAL, "");
    }

    public static Key<String> text(String name) {
        return new Key<>(name, ValueType.text());
    }

    public static Key<Path> path(String name) {
        return new Key<>(name, ValueType.path());
    }

    public static Key<Boolean> flag(String name) {
        return new Key<>(name, ValueType.flag());
    }

    public static Key<Integer> whole(String name, int min, int max) {
        return new Key<>(name, ValueType.whole(min, max));
    }

    public static Key<Double> decimal(String name, double min, double max) {
        return new Key<>(name, ValueType.decimal(min, max));
    }

    /**
     * A word for each constant of an enum: {@code VERSION_ROLLING} is {@code "version-rolling"}.
     */
    public static <E extends Enum<E>> Key<E> choice(String name, Class<E> type) {
        return new Key<>(name, ValueType.choice(type));
    }

    /** A time of day, such as {@code "22:30"}. */
    public static Key<LocalTime> timeOfDay(String name) {
        return new Key<>(name, ValueType.timeOfDay());
    }

    public static Key<List<String>> texts(String name) {
        return new Key<>(name, ValueType.texts());
    }

    /**
     * A duration from {@code min} to {@code max}.
     *
     * @throws IllegalArgumentException when the name does not end with the unit's suffix
     */
    public static Key<Duration> duration(
            String name, DurationUnit unit, Duration min, Duration max) {
        if (!name.endsWith("-" + unit.suffix())) {
            throw new IllegalArgumentException(name + " must end with -" + unit.suffix());
        }
        return new Key<>(name, ValueType.duration(unit, min, max));
    }

    public Key<T> withDefault(T value) {
        return new Key<>(name, type, Optional.of(value), need, meaning);
    }

    /** Must be given: its absence is a problem. */
    public Key<T> required() {
        return new Key<>(name, type, fallback, Need.REQUIRED, meaning);
    }

    /** What it is for, in a sentence or two for the user. */
    public Key<T> meaning(String text) {
        return new Key<>(name, type, fallback, need, text);
    }

    public String name() {
        return name;
    }

    Optional<T> fallback() {
        return fallback;
    }

    boolean isRequired() {
        return need == Need.REQUIRED;
    }

    String meaning() {
        return meaning;
    }

    String description() {
        return type.description();
    }

    /** The default as TOML, if there is one. */
    Optional<String> fallbackToml() {
        return fallback.map(type.writer());
    }

    Parsed<T> read(Raw raw) {
        return type.reader().apply(raw);
    }
}
