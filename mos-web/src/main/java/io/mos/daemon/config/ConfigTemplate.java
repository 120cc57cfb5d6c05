package io.mos.daemon.config;

import java.util.Map;

/** Writes a commented file out of the schema, in which every key shows its default. */
public final class ConfigTemplate {

    /** Comments are wrapped here. */
    private static final int WIDTH = 96;

    private ConfigTemplate() {}

    /**
     * The file's text, without a preamble.
     *
     * @param chosen values to write as settings instead of comments, by {@code section.key}
     */
    public static String of(Schema schema, Map<String, String> chosen) {
        StringBuilder out = new StringBuilder();
        schema.sections().forEach(section -> append(out, section, chosen));
        return out.toString();
    }

    private static void append(StringBuilder out, Section<?> section, Map<String, String> chosen) {
        boolean isChosen =
                chosen.keySet().stream().anyMatch(each -> each.startsWith(section.name() + "."));
        // An empty [[table]] would be one more entry of its list.
        boolean isOpen = section.arity() == Section.Arity.ONE || isChosen;
        comment(out, section.meaning());
        out.append(isOpen ? "" : "# ").append(section.header()).append('\n');
        for (Key<?> key : section.keys()) {
            out.append('\n');
            comment(out, key.meaning() + " (" + key.description() + ")");
            String value = chosen.get(section.name() + "." + key.name());
            if (value != null) {
                out.append(key.name()).append(" = ").append(value).append('\n');
            } else {
                out.append("# ").append(key.name()).append(" = ");
                out.append(key.fallbackToml().orElse("")).append('\n');
            }
        }
        out.append('\n');
    }

    private static void comment(StringBuilder out, String text) {
        StringBuilder line = new StringBuilder("#");
        for (String word : text.split(" ", -1)) {
            if (line.length() + 1 + word.length() > WIDTH) {
                out.append(line).append('\n');
                line = new StringBuilder("#");
            }
            line.append(' ').append(word);
        }
        out.append(line).append('\n');
    }
}
