package io.mos.daemon.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A kind of value: how it reads, how it is described to people and how it is written in TOML.
 *
 * @param description for documentation, such as {@code whole number, 1 to 65535}
 */
record ValueType<T>(
        String description, Function<Raw, Parsed<T>> reader, Function<T, String> writer) {

    static ValueType<String> text() {
        return new ValueType<>("text", ValueType::readText, ValueType::quoted);
    }

    static ValueType<Path> path() {
        return new ValueType<>(
                "file path", raw -> map(readText(raw), Path::of), path -> quoted(path.toString()));
    }

    static ValueType<LocalTime> timeOfDay() {
        String range = "time of day in quotes, such as \"22:30\"";
        return new ValueType<>(
                range,
                raw ->
                        map(
                                readText(raw),
                                text -> {
                                    if (!text.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
                                        throw new IllegalArgumentException(
                                                "must be a " + range + "; not " + quoted(text));
                                    }
                                    return LocalTime.parse(text);
                                }),
                time -> quoted(time.toString()));
    }

    static ValueType<Boolean> flag() {
        return new ValueType<>("true or false", ValueType::readFlag, String::valueOf);
    }

    static ValueType<Integer> whole(int min, int max) {
        String range = "whole number, " + min + " to " + max;
        return new ValueType<>(
                range,
                raw -> map(readWhole(raw, min, max, range), Math::toIntExact),
                String::valueOf);
    }

    static ValueType<Double> decimal(double min, double max) {
        String range = "number, " + shortest(min) + " to " + shortest(max);
        return new ValueType<>(
                range, raw -> readDecimal(raw, min, max, range), ValueType::shortest);
    }

    /** A duration counted in {@code unit}, which the key's name must end with. */
    static ValueType<Duration> duration(DurationUnit unit, Duration min, Duration max) {
        long from = unit.count(min);
        long to = unit.count(max);
        String range = "whole number of " + unit.words() + ", " + from + " to " + to;
        return new ValueType<>(
                range,
                raw -> map(readWhole(raw, from, to, range), unit::of),
                duration -> String.valueOf(unit.count(duration)));
    }

    static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        String range =
                constants.stream()
                        .map(constant -> quoted(word(constant)))
                        .collect(Collectors.joining(", ", "one of ", ""));
        return new ValueType<>(
                range,
                raw -> readChoice(raw, constants, range),
                constant -> quoted(word(constant)));
    }

    static ValueType<List<String>> texts() {
        return new ValueType<>(
                "list of texts",
                ValueType::readTexts,
                values ->
                        values.stream()
                                .map(ValueType::quoted)
                                .collect(Collectors.joining(", ", "[", "]")));
    }

    private static Parsed<String> readText(Raw raw) {
        return switch (raw) {
            case Raw.Text text -> Parsed.good(text.value());
            case Raw.Loose loose -> Parsed.good(loose.text());
            case Raw.Whole _, Raw.Decimal _, Raw.Flag _, Raw.Many _, Raw.Foreign _ ->
                    Parsed.bad("must be text in quotes, not " + raw.description());
        };
    }

    private static Parsed<Boolean> readFlag(Raw raw) {
        if (raw instanceof Raw.Flag flag) {
            return Parsed.good(flag.value());
        }
        if (raw instanceof Raw.Loose(String text) && text.equals("true")) {
            return Parsed.good(true);
        }
        if (raw instanceof Raw.Loose(String text) && text.equals("false")) {
            return Parsed.good(false);
        }
        return Parsed.bad("must be true or false without quotes, not " + raw.description());
    }

    private static Parsed<Long> readWhole(Raw raw, long min, long max, String range) {
        OptionalLong number =
                switch (raw) {
                    case Raw.Whole whole -> OptionalLong.of(whole.value());
                    case Raw.Loose loose -> wholeOf(loose.text());
                    case Raw.Text _, Raw.Decimal _, Raw.Flag _, Raw.Many _, Raw.Foreign _ ->
                            OptionalLong.empty();
                };
        if (number.isEmpty()) {
            return Parsed.bad("must be a " + range + "; not " + raw.description());
        }
        long value = number.getAsLong();
        return value >= min && value <= max
                ? Parsed.good(value)
                : Parsed.bad("must be a " + range + "; not " + value);
    }

    private static Parsed<Double> readDecimal(Raw raw, double min, double max, String range) {
        Optional<Double> number =
                switch (raw) {
                    case Raw.Whole whole -> Optional.of((double) whole.value());
                    case Raw.Decimal decimal -> Optional.of(decimal.value());
                    case Raw.Loose loose -> decimalOf(loose.text());
                    case Raw.Text _, Raw.Flag _, Raw.Many _, Raw.Foreign _ -> Optional.empty();
                };
        return number.filter(value -> value >= min && value <= max)
                .map(Parsed::good)
                .orElseGet(() -> Parsed.bad("must be a " + range + "; not " + shown(raw)));
    }

    private static <E extends Enum<E>> Parsed<E> readChoice(
            Raw raw, List<E> constants, String range) {
        return switch (readText(raw)) {
            case Parsed.Bad<String>(String reason) -> Parsed.bad(reason);
            case Parsed.Good<String>(String text) ->
                    constants.stream()
                            .filter(constant -> word(constant).equals(text))
                            .findFirst()
                            .map(Parsed::good)
                            .orElseGet(
                                    () -> Parsed.bad("must be " + range + "; not " + quoted(text)));
        };
    }

    private static Parsed<List<String>> readTexts(Raw raw) {
        if (raw instanceof Raw.Loose(String text)) {
            return Parsed.good(
                    Arrays.stream(text.split(",", -1))
                            .map(String::strip)
                            .filter(each -> !each.isEmpty())
                            .toList());
        }
        if (!(raw instanceof Raw.Many(List<Raw> values))) {
            return Parsed.bad("must be a list of texts, not " + raw.description());
        }
        List<String> texts = new ArrayList<>();
        for (Raw each : values) {
            switch (readText(each)) {
                case Parsed.Good<String>(String text) -> texts.add(text);
                case Parsed.Bad<String>(String reason) -> {
                    return Parsed.bad("each entry " + reason);
                }
            }
        }
        return Parsed.good(List.copyOf(texts));
    }

    private static <A, B> Parsed<B> map(Parsed<A> parsed, Function<A, B> mapping) {
        return switch (parsed) {
            case Parsed.Bad<A>(String reason) -> Parsed.bad(reason);
            case Parsed.Good<A>(A value) -> {
                try {
                    yield Parsed.good(mapping.apply(value));
                } catch (IllegalArgumentException e) {
                    yield Parsed.bad(String.valueOf(e.getMessage()));
                }
            }
        };
    }

    private static OptionalLong wholeOf(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    private static Optional<Double> decimalOf(String text) {
        try {
            return Optional.of(Double.parseDouble(text.strip()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static String shown(Raw raw) {
        return switch (raw) {
            case Raw.Whole whole -> String.valueOf(whole.value());
            case Raw.Decimal decimal -> shortest(decimal.value());
            case Raw.Text _, Raw.Flag _, Raw.Many _, Raw.Loose _, Raw.Foreign _ ->
                    raw.description();
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String shortest(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }

    /** A TOML basic string (TOML 1.0, "String"). */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
