package io.mos.drivers.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One object of a board file. What is wrong is noted and a harmless value given instead, so that
 * all problems are told at once. Owner: the reader of the file.
 */
final class Fields {

    private static final String SOURCE = "source";

    /** Where a number comes from, as in the families' files, or a part's data sheet. */
    private static final Pattern SOURCE_FORM =
            Pattern.compile(
                    "(BM13XX\\.md §\\d+|reliability\\.md §\\d+|data sheet |capture |trace"
                            + " |derived from ).*");

    private static final int HEX = 16;
    private static final int MAX_LIST = 256;

    private final String path;
    private final ObjectNode node;
    private final List<String> problems;
    private final boolean needsSources;
    private final Set<String> used = new HashSet<>();

    private Fields(String path, ObjectNode node, List<String> problems, boolean needsSources) {
        this.path = path;
        this.node = node;
        this.problems = problems;
        this.needsSources = needsSources;
    }

    /** The whole file; of a file we ship each object with numbers must name its source. */
    static Fields of(JsonNode document, List<String> problems, boolean needsSources) {
        Fields fields = new Fields("", empty(), problems, needsSources);
        return fields.of("", document);
    }

    String text(String name, Predicate<String> fits, String form) {
        JsonNode value = take(name);
        if (value == null || !value.isTextual() || !fits.test(value.textValue())) {
            problem(name, "must be " + form, value);
            return "";
        }
        return value.textValue();
    }

    String text(String name) {
        return text(name, each -> !each.isBlank(), "a text");
    }

    boolean has(String name) {
        return node.has(name);
    }

    double number(String name, double min, double max) {
        JsonNode value = take(name);
        if (value == null || !value.isNumber() || !within(value.doubleValue(), min, max)) {
            problem(
                    name,
                    "must be a number from %s to %s".formatted(plain(min), plain(max)),
                    value);
            return min;
        }
        return value.doubleValue();
    }

    double number(String name, double min, double max, double otherwise) {
        return has(name) ? number(name, min, max) : otherwise;
    }

    int whole(String name, int min, int max) {
        JsonNode value = take(name);
        if (value == null || !value.isInt() || !within(value.intValue(), min, max)) {
            problem(name, "must be a whole number from %d to %d".formatted(min, max), value);
            return min;
        }
        return value.intValue();
    }

    int whole(String name, int min, int max, int otherwise) {
        return has(name) ? whole(name, min, max) : otherwise;
    }

    /** A number written as hex digits in a text. */
    int hex(String name, int max) {
        int digits = Integer.toHexString(max).length();
        String form = "up to " + digits + " hex digits in a text";
        String text = text(name, each -> each.matches("[0-9A-Fa-f]{1," + digits + "}"), form);
        int value = text.isEmpty() ? 0 : Integer.parseUnsignedInt(text, HEX);
        if (value > max) {
            problem(name, "must be at most %x".formatted(max), node.get(name));
        }
        return Math.min(value, max);
    }

    <E extends Enum<E>> E choice(String name, Class<E> type) {
        List<E> all = Arrays.asList(type.getEnumConstants());
        String words = all.stream().map(Fields::word).collect(Collectors.joining(", "));
        String text =
                text(
                        name,
                        each -> all.stream().anyMatch(choice -> word(choice).equals(each)),
                        "one of " + words);
        return all.stream()
                .filter(choice -> word(choice).equals(text))
                .findFirst()
                .orElse(all.getFirst());
    }

    List<Integer> wholes(String name, int min, int max) {
        JsonNode value = take(name);
        boolean fits =
                value != null
                        && value.isArray()
                        && value.size() <= MAX_LIST
                        && value.valueStream()
                                .allMatch(
                                        each -> each.isInt() && within(each.intValue(), min, max));
        if (value == null || !fits) {
            problem(
                    name,
                    "must be a list of whole numbers from %d to %d".formatted(min, max),
                    value);
            return List.of();
        }
        return value.valueStream().map(JsonNode::intValue).toList();
    }

    Fields section(String name) {
        JsonNode value = take(name);
        if (value == null) {
            problem(name, "is missing", null);
            return new Fields(under(name), empty(), new ArrayList<>(), false);
        }
        return of(under(name), value);
    }

    Optional<Fields> optionalSection(String name) {
        return has(name) ? Optional.of(section(name)) : Optional.empty();
    }

    List<Fields> sections(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray() || value.size() > MAX_LIST) {
            problem(name, "must be a list", value);
            return List.of();
        }
        return IntStream.range(0, value.size())
                .mapToObj(i -> of(under(name) + "[" + i + "]", value.get(i)))
                .toList();
    }

    /** Something that is wrong with a field, or with the object itself when the name is empty. */
    void problem(String name, String what) {
        problems.add((name.isEmpty() ? path : under(name)) + " " + what);
    }

    /** After the last field: what was not asked for should not be there. */
    void end() {
        if (needsSources) {
            text(
                    SOURCE,
                    each -> SOURCE_FORM.matcher(each).matches(),
                    "where the numbers come from");
        } else if (has(SOURCE)) {
            text(SOURCE);
        }
        endWithin();
    }

    /** As {@link #end}, for an object whose numbers the one around it vouches for. */
    void endWithin() {
        for (String name : (Iterable<String>) node::fieldNames) {
            if (!used.contains(name)) {
                problem(name, "is not known here");
            }
        }
    }

    private Fields of(String where, JsonNode value) {
        if (value instanceof ObjectNode object) {
            return new Fields(where, object, problems, needsSources);
        }
        problems.add((where.isEmpty() ? "the file" : where) + " must be an object");
        return new Fields(where, empty(), new ArrayList<>(), false);
    }

    private @Nullable JsonNode take(String name) {
        used.add(name);
        return node.get(name);
    }

    private void problem(String name, String what, @Nullable JsonNode value) {
        problem(name, value == null ? what : what + ", not " + shortened(value.toString()));
    }

    private static String shortened(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "…";
    }

    private String under(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static boolean within(double value, double min, double max) {
        return value >= min && value <= max;
    }

    static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }
}
