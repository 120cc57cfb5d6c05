package io.mos.daemon.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads configurations against one schema. Immutable; any thread. */
public final class ConfigReader {

    private final Schema schema;

    public ConfigReader(Schema schema) {
        this.schema = schema;
    }

    /** Reads file, environment and flags, in that order, and checks everything. */
    public ConfigResult read(ConfigInput input) {
        List<Problem> problems = new ArrayList<>();
        Tables tables = new Tables();
        input.file().ifPresent(file -> new TomlReader(file, schema, problems).readInto(tables));
        Overrides overrides = new Overrides(schema, problems);
        overrides.applyEnvironment(input.environment(), tables);
        overrides.applySettings(input.settings(), tables);
        Map<Section<?>, List<Object>> records = new LinkedHashMap<>();
        for (Section<?> section : schema.sections()) {
            records.put(section, bindAll(section, tables, problems));
        }
        return problems.isEmpty()
                ? new ConfigResult.Valid(new Bound(records))
                : new ConfigResult.Invalid(problems);
    }

    private static List<Object> bindAll(Section<?> section, Tables tables, List<Problem> problems) {
        List<Tables.Table> written = tables.of(section.name());
        if (written.isEmpty() && section.arity() == Section.Arity.ONE) {
            written = List.of(new Tables.Table("[" + section.name() + "]"));
        }
        List<Object> records = new ArrayList<>();
        for (Tables.Table table : written) {
            bind(section, table, problems).ifPresent(records::add);
        }
        return records;
    }

    private static Optional<Object> bind(
            Section<?> section, Tables.Table table, List<Problem> problems) {
        int before = problems.size();
        findUnknown(section, table, problems);
        Map<Key<?>, Object> values = new HashMap<>();
        section.keys().forEach(key -> readKey(key, table, values, problems));
        if (problems.size() > before) {
            return Optional.empty();
        }
        try {
            return Optional.of(section.bind().apply(new Values(values)));
        } catch (InvalidTableException e) {
            e.problems().forEach(each -> problems.add(inTable(section, table, each)));
        } catch (IllegalArgumentException e) {
            problems.add(inTable(section, table, String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    private static Problem inTable(Section<?> section, Tables.Table table, String message) {
        return new Problem(table.where(), section.header() + " " + message);
    }

    private static void findUnknown(
            Section<?> section, Tables.Table table, List<Problem> problems) {
        table.entries()
                .forEach((name, entry) -> {
                    if (!section.keyNames().contains(name)) {
                        String hint = Nearest.hint(name, section.keyNames());
                        problems.add(
                                new Problem(
                                        entry.where(),
                                        "unknown key \""
                                                + name
                                                + "\" in "
                                                + section.header()
                                                + hint));
                    }
                });
    }

    private static void readKey(
            Key<?> key, Tables.Table table, Map<Key<?>, Object> values, List<Problem> problems) {
        Tables.Entry entry = table.entries().get(key.name());
        if (entry == null) {
            if (key.isRequired()) {
                problems.add(new Problem(table.where(), "\"" + key.name() + "\" is missing"));
            }
            return;
        }
        switch (key.read(entry.raw())) {
            case Parsed.Good<?>(Object value) -> values.put(key, value);
            case Parsed.Bad<?>(String reason) ->
                    problems.add(new Problem(entry.where(), "\"" + key.name() + "\" " + reason));
        }
    }
}
