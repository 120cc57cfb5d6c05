package io.mos.hasher.gen;

import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Java source in the making. */
final class SourceText {

    private final StringBuilder out = new StringBuilder();

    void line(String format, Object... values) {
        out.append(format.isEmpty() ? "" : String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** Exchanges two variables by way of a third. */
    void swap(String first, String second, String third) {
        line("        %s = %s;", third, first);
        line("        %s = %s;", first, second);
        line("        %s = %s;", second, third);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** The parts for 0, 1, … count - 1 with separators between them. */
    static String joined(int count, String separator, IntFunction<String> part) {
        return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining(separator));
    }
}
