package io.mos.daemon.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the user wrote, gathered from file, environment and flags before it is checked; a later
 * source replaces single values. Mutable, owned by one {@link ConfigReader#read}.
 */
final class Tables {

    private final Map<String, List<Table>> bySection = new LinkedHashMap<>();

    /** A value and where it was written. */
    record Entry(Raw raw, String where) {}

    /** One table: where it begins and its entries by key name. */
    record Table(String where, Map<String, Entry> entries) {
        Table(String where) {
            this(where, new LinkedHashMap<>());
        }
    }

    /** The tables of a section, in the order of the file. */
    List<Table> of(String section) {
        return bySection.getOrDefault(section, List.of());
    }

    Table add(String section, String where) {
        Table table = new Table(where);
        bySection.computeIfAbsent(section, _ -> new ArrayList<>()).add(table);
        return table;
    }
}
