package io.mos.daemon.config;

import io.mos.cli.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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
        Set<String> spoilt = findUnknown(section, table, problems);
        Map<Key<?>, Object> values = new HashMap<>();
        for (Key<?> key : section.keys()) {
            if (!readKey(key, table, values, problems)) {
                spoilt.add(key.name());
            }
        }
        if (section.keys().stream().anyMatch(key -> key.isRequired() && !values.containsKey(key))) {
            return Optional.empty();
        }
        try {
            Object made = section.bind().apply(new Values(values));
            return problems.size() == before ? Optional.of(made) : Optional.empty();
        } catch (InvalidTableException e) {
            addUnspoilt(section, table, e.problems(), spoilt, problems);
        } catch (IllegalArgumentException e) {
            List<String> one = List.of(String.valueOf(e.getMessage()));
            addUnspoilt(section, table, one, spoilt, problems);
        }
        return Optional.empty();
    }

    /**
     * Adds what the table as a whole suffers from. Spoilt keys stood in with their defaults: what
     * names one of them may be the default's doing, and the key has its own problem already.
     */
    private static void addUnspoilt(
            Section<?> section,
            Tables.Table table,
            List<String> found,
            Set<String> spoilt,
            List<Problem> problems) {
        found.stream()
                .filter(each -> spoilt.stream().noneMatch(key -> names(each, key)))
                .forEach(each -> problems.add(inTable(section, table, each)));
    }

    /** Whether a message has the key as a word: {@code tls-pin} does not name {@code tls}. */
    private static boolean names(String message, String key) {
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(key) + "(?![\\w-])")
                .matcher(message)
                .find();
    }

    private static Problem inTable(Section<?> section, Tables.Table table, String message) {
        return new Problem(table.where(), section.header() + " " + message);
    }

    /** Adds a problem for each unknown key; returns the keys that were probably meant. */
    private static Set<String> findUnknown(
            Section<?> section, Tables.Table table, List<Problem> problems) {
        Set<String> meant = new HashSet<>();
        table.entries()
                .forEach((name, entry) -> {
                    if (!section.keyNames().contains(name)) {
                        Nearest.to(name, section.keyNames()).ifPresent(meant::add);
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
        return meant;
    }

    /** Puts the key's value, if one was given; false when there is a problem with it. */
    private static boolean readKey(
            Key<?> key, Tables.Table table, Map<Key<?>, Object> values, List<Problem> problems) {
        Tables.Entry entry = table.entries().get(key.name());
        if (entry == null) {
            if (key.isRequired()) {
                problems.add(new Problem(table.where(), "\"" + key.name() + "\" is missing"));
            }
            return !key.isRequired();
        }
        return switch (key.read(entry.raw())) {
            case Parsed.Good<?>(Object value) -> {
                values.put(key, value);
                yield true;
            }
            case Parsed.Bad<?>(String reason) -> {
                problems.add(new Problem(entry.where(), "\"" + key.name() + "\" " + reason));
                yield false;
            }
        };
    }
}
