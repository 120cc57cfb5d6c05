package io.mos.daemon.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.toml.TomlFactory;
import io.mos.cli.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a TOML text into {@link Tables}. One reader reads one file. */
final class TomlReader {

    private final ConfigFile file;
    private final Schema schema;
    private final List<Problem> problems;
    private final TomlLines lines;

    TomlReader(ConfigFile file, Schema schema, List<Problem> problems) {
        this.file = file;
        this.schema = schema;
        this.problems = problems;
        lines = new TomlLines(file.text());
    }

    /** Adds everything the file holds; a syntax error is one problem and ends the reading. */
    void readInto(Tables tables) {
        Map<String, Node> root;
        try (JsonParser parser = new TomlFactory().createParser(file.text())) {
            parser.nextToken();
            root = readTable(parser);
        } catch (JsonProcessingException e) {
            int line = Optional.ofNullable(e.getLocation()).map(JsonLocation::getLineNr).orElse(1);
            problems.add(new Problem(at(line), "not valid TOML: " + reason(e, line)));
            return;
        } catch (IOException e) {
            // A text in memory cannot fail to be read.
            throw new UncheckedIOException(e);
        }
        root.forEach((name, node) -> addSection(tables, name, node));
    }

    /** The parser's words, or ours where a table that may come again was written to come once. */
    private String reason(JsonProcessingException e, int line) {
        return schema.sections().stream()
                .filter(section -> section.arity() == Section.Arity.MANY)
                .filter(section -> lines.isHeader("[" + section.name() + "]", line))
                .map(section -> "each of several tables is written " + section.header())
                .findFirst()
                .orElseGet(e::getOriginalMessage);
    }

    private void addSection(Tables tables, String name, Node node) {
        Optional<Section<?>> section = schema.section(name);
        if (section.isEmpty()) {
            int line = node instanceof Node.Leaf ? lines.rootKey(name) : lines.ofTable(name, 0);
            String hint = Nearest.hint(name, schema.sectionNames());
            problems.add(new Problem(at(line), "unknown section \"" + name + "\"" + hint));
            return;
        }
        switch (node) {
            case Node.Table table when section.get().arity() == Section.Arity.ONE ->
                    addTable(tables, name, 0, table);
            case Node.Array array when section.get().arity() == Section.Arity.MANY -> {
                for (int i = 0; i < array.tables().size(); i++) {
                    addTable(tables, name, i, array.tables().get(i));
                }
            }
            case Node.Table _, Node.Array _, Node.Leaf _ ->
                    problems.add(
                            new Problem(
                                    at(lines.ofTable(name, 0)),
                                    "\""
                                            + name
                                            + "\" is a table: write "
                                            + section.get().header()));
        }
    }

    private void addTable(Tables tables, String section, int index, Node.Table node) {
        Tables.Table table = tables.add(section, at(lines.ofTable(section, index)));
        flat(section, node)
                .forEach((key, value) ->
                        table.entries()
                                .put(
                                        key,
                                        new Tables.Entry(
                                                raw(value), at(lines.ofKey(section, index, key)))));
    }

    /**
     * Keys whose name has a dot may stand in a table of their own: {@code quiet = { from = … }}.
     */
    private Map<String, Node> flat(String section, Node.Table node) {
        Map<String, Node> flat = new LinkedHashMap<>();
        node.entries()
                .forEach((key, value) -> {
                    if (value instanceof Node.Table inner && hasKeysBelow(section, key)) {
                        inner.entries().forEach((name, each) -> flat.put(key + "." + name, each));
                    } else {
                        flat.put(key, value);
                    }
                });
        return flat;
    }

    private boolean hasKeysBelow(String section, String table) {
        return schema.section(section).stream()
                .flatMap(each -> each.keyNames().stream())
                .anyMatch(name -> name.startsWith(table + "."));
    }

    private String at(int line) {
        return file.name() + ":" + line;
    }

    private static Raw raw(Node node) {
        return switch (node) {
            case Node.Leaf leaf -> leaf.raw();
            case Node.Table _, Node.Array _ -> new Raw.Foreign("a table");
        };
    }

    private static Map<String, Node> readTable(JsonParser parser) throws IOException {
        Map<String, Node> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            entries.put(name, readNode(parser));
        }
        return entries;
    }

    private static Node readNode(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return new Node.Table(readTable(parser));
        }
        return token == JsonToken.START_ARRAY ? readArray(parser) : new Node.Leaf(readLeaf(parser));
    }

    private static Node readArray(JsonParser parser) throws IOException {
        List<Node.Table> tables = new ArrayList<>();
        List<Raw> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            switch (readNode(parser)) {
                case Node.Table table -> tables.add(table);
                case Node.Leaf leaf -> values.add(leaf.raw());
                case Node.Array _ -> values.add(new Raw.Foreign("a list"));
            }
        }
        boolean isArrayOfTables = !tables.isEmpty() && values.isEmpty();
        return isArrayOfTables ? new Node.Array(tables) : new Node.Leaf(new Raw.Many(values));
    }

    private static Raw readLeaf(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> new Raw.Text(parser.getText());
            case VALUE_TRUE -> new Raw.Flag(true);
            case VALUE_FALSE -> new Raw.Flag(false);
            case VALUE_NUMBER_FLOAT -> new Raw.Decimal(parser.getDoubleValue());
            case VALUE_NUMBER_INT -> whole(parser);
            default -> new Raw.Foreign("nothing");
        };
    }

    private static Raw whole(JsonParser parser) throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? new Raw.Foreign("a number beyond 64 bits")
                : new Raw.Whole(parser.getLongValue());
    }

    /** The shape of a file before the schema is looked at. */
    private sealed interface Node {
        record Table(Map<String, Node> entries) implements Node {}

        record Array(List<Table> tables) implements Node {}

        record Leaf(Raw raw) implements Node {}
    }
}
