package io.mos.core.guard.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One record as text that a person can read:
 *
 * <pre>
 * mos powered-board 1
 * device=bitaxe-8311
 * port=/dev/ttyACM0
 * end
 * </pre>
 *
 * <p>Lines end with LF. Values are UTF-8 of which every byte that is no printable ASCII, and the
 * percent sign, is written as {@code %} and two upper-case hexadecimal digits. The last line tells
 * that nothing is missing.
 *
 * @param kind what the record is, lower case and hyphens
 * @param fields in order; a name may come again
 */
public record RecordText(String kind, List<Field> fields) {

    /** Enough for a board with its ports; what is longer was not written here. */
    public static final int MAX_BYTES = 4_096;

    private static final int MAX_FIELDS = 32;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z-]{0,39}");
    private static final Pattern VALUE = Pattern.compile("(?:[ -$&-~]|%[0-9A-F]{2})*");
    private static final String VERSION = "1";
    private static final String END = "end";

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException for names that are none, or too many fields
     */
    public RecordText {
        fields = List.copyOf(fields);
        if (!NAME.matcher(kind).matches() || fields.size() > MAX_FIELDS) {
            throw new IllegalArgumentException(kind + " of " + fields.size() + " fields");
        }
    }

    /**
     * A name and what it stands for.
     *
     * @param name lower case and hyphens
     * @param value any text
     */
    public record Field(String name, String value) {
        public Field {
            if (!NAME.matcher(name).matches() || name.equals(END)) {
                throw new IllegalArgumentException("not a field's name: " + name);
            }
        }
    }

    /** What bytes turned out to be. */
    public sealed interface Parsed {

        record Good(RecordText text) implements Parsed {}

        record Damaged(String why) implements Parsed {}
    }

    /** All values of a name, in order. */
    public List<String> all(String name) {
        return fields.stream().filter(each -> each.name().equals(name)).map(Field::value).toList();
    }

    /** The value of a name that must be there once. */
    public Optional<String> only(String name) {
        List<String> values = all(name);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    /**
     * The record's bytes.
     *
     * @throws IllegalArgumentException when they would be more than {@link #MAX_BYTES}
     */
    public byte[] bytes() {
        StringBuilder text = new StringBuilder("mos " + kind + " " + VERSION + "\n");
        for (Field each : fields) {
            text.append(each.name()).append('=').append(escaped(each.value())).append('\n');
        }
        byte[] bytes = text.append(END).append('\n').toString().getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(bytes.length + " bytes, " + MAX_BYTES + " at most");
        }
        return bytes;
    }

    /** Reads a record back; total, whatever the bytes are. */
    public static Parsed parse(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return new Parsed.Damaged("longer than " + MAX_BYTES + " bytes");
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (!text.endsWith("\n" + END + "\n")) {
            return new Parsed.Damaged("the end is missing");
        }
        List<String> lines = List.of(text.split("\n", -1));
        List<String> body = lines.subList(1, lines.size() - 2);
        String[] head = lines.getFirst().split(" ", -1);
        if (head.length != 3 || !head[0].equals("mos") || !NAME.matcher(head[1]).matches()) {
            return new Parsed.Damaged("the first line is not ours");
        }
        if (!head[2].equals(VERSION)) {
            return new Parsed.Damaged("written by another version");
        }
        return parse(head[1], body);
    }

    private static Parsed parse(String kind, List<String> body) {
        if (body.size() > MAX_FIELDS) {
            return new Parsed.Damaged("more than " + MAX_FIELDS + " fields");
        }
        List<Field> fields = new ArrayList<>();
        for (String line : body) {
            int equals = line.indexOf('=');
            String name = line.substring(0, Math.max(0, equals));
            String value = line.substring(equals + 1);
            if (!NAME.matcher(name).matches()
                    || name.equals(END)
                    || !VALUE.matcher(value).matches()) {
                return new Parsed.Damaged("line " + (fields.size() + 2) + " is no field");
            }
            Optional<String> plain = plain(value);
            if (plain.isEmpty()) {
                return new Parsed.Damaged("line " + (fields.size() + 2) + " is no text");
            }
            fields.add(new Field(name, plain.get()));
        }
        return new Parsed.Good(new RecordText(kind, fields));
    }

    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
            if (each >= ' ' && each <= '~' && each != '%') {
                escaped.append((char) each);
            } else {
                escaped.append("%%%02X".formatted(Byte.toUnsignedInt(each)));
            }
        }
        return escaped.toString();
    }

    private static Optional<String> plain(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int next = 0;
        while (next < escaped.length()) {
            boolean isEscape = escaped.charAt(next) == '%';
            int width = isEscape ? 3 : 1;
            bytes.write(
                    isEscape
                            ? Integer.parseInt(escaped, next + 1, next + width, 16)
                            : escaped.charAt(next));
            next += width;
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
