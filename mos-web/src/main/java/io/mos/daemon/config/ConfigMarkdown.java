package io.mos.daemon.config;

/** Writes the tables of docs/config.md out of the schema. */
public final class ConfigMarkdown {

    private ConfigMarkdown() {}

    /** One Markdown section for each section of the schema. */
    public static String of(Schema schema) {
        StringBuilder out = new StringBuilder();
        schema.sections().forEach(section -> append(out, schema, section));
        return out.toString();
    }

    private static void append(StringBuilder out, Schema schema, Section<?> section) {
        String number = section.arity() == Section.Arity.MANY ? "1_" : "";
        out.append("## `").append(section.header()).append("`\n\n");
        out.append(section.meaning()).append("\n\n");
        out.append("| key | value | default | meaning |\n|--|--|--|--|\n");
        for (Key<?> key : section.keys()) {
            String fallback =
                    key.fallbackToml()
                            .map(toml -> "`" + toml + "`")
                            .orElse(key.isRequired() ? "**required**" : "none");
            out.append("| `").append(key.name()).append("` | ");
            out.append(cell(key.description())).append(" | ");
            out.append(fallback).append(" | ");
            out.append(cell(key.meaning())).append(" |\n");
        }
        out.append("\nVariables: `").append(schema.variablePrefix(section)).append(number);
        out.append(Schema.inVariable(section.keys().getFirst().name())).append("` and so on.\n\n");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
