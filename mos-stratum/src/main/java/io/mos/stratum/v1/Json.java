package io.mos.stratum.v1;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A JSON value of a Stratum line, small enough to hold as a tree: the keys of a message may come in
 * any order, so nothing can be judged before all of it was read. Immutable.
 */
public sealed interface Json {

    /** Whole numbers up to here are exact in a double (IEEE 754). */
    double EXACT_DOUBLE_LIMIT = 0x1p53;

    /** Beyond this an exponent is the lesser evil. */
    int MAX_PLAIN_CHARS = 32;

    /** JSON's {@code null}; also what a missing key reads as. */
    record Null() implements Json {
        public static final Null VALUE = new Null();
    }

    /** JSON's {@code true} or {@code false}. */
    record Bool(boolean value) implements Json {
        public static final Bool TRUE = new Bool(true);
        public static final Bool FALSE = new Bool(false);
    }

    /** A number, kept as it was written: an id must go back unchanged. */
    record Num(String text) implements Json {

        /** Infinite when the text exceeds a double. */
        public double toDouble() {
            return Double.parseDouble(text);
        }

        /** Without the fraction, or the exponent, when it is a whole number that a double holds. */
        String plainText() {
            double value = toDouble();
            boolean isWhole = value == Math.rint(value) && Math.abs(value) < EXACT_DOUBLE_LIMIT;
            return isWhole ? Long.toString((long) value) : text;
        }
    }

    /** A string. */
    record Str(String value) implements Json {}

    /** An array. */
    record Arr(List<Json> items) implements Json {
        public static final Arr EMPTY = new Arr(List.of());

        public Arr {
            items = List.copyOf(items);
        }

        public int size() {
            return items.size();
        }

        /** The item at {@code index}, null beyond the end. */
        public Json at(int index) {
            return index < items.size() ? items.get(index) : Null.VALUE;
        }
    }

    /** An object; of a repeated key the last one counts. */
    record Obj(Map<String, Json> fields) implements Json {

        public Obj {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /** The value of {@code key}, null when it is missing. */
        public Json at(String key) {
            return fields.getOrDefault(key, Null.VALUE);
        }

        public boolean has(String key) {
            return fields.containsKey(key);
        }
    }

    static Json of(boolean value) {
        return value ? Bool.TRUE : Bool.FALSE;
    }

    static Num of(long value) {
        return new Num(Long.toString(value));
    }

    /**
     * Written without a fraction when whole and without an exponent where that stays short: old
     * firmware reads no more.
     */
    static Num of(double value) {
        if (value == Math.rint(value) && Math.abs(value) < EXACT_DOUBLE_LIMIT) {
            return of((long) value);
        }
        String plain = new BigDecimal(Double.toString(value)).toPlainString();
        return new Num(plain.length() <= MAX_PLAIN_CHARS ? plain : Double.toString(value));
    }

    static Str of(String value) {
        return new Str(value);
    }

    static Arr array(Json... items) {
        return new Arr(List.of(items));
    }

    static Arr array(Stream<? extends Json> items) {
        return new Arr(items.map(Json.class::cast).toList());
    }

    /** The text when this is a string. */
    default Optional<String> asText() {
        return this instanceof Str str ? Optional.of(str.value()) : Optional.empty();
    }

    default boolean isTrue() {
        return this instanceof Bool bool && bool.value();
    }

    default boolean isNull() {
        return this instanceof Null;
    }
}
