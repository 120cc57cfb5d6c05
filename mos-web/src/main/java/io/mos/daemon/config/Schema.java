package io.mos.daemon.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a configuration may hold.
 *
 * @param environmentPrefix starts the environment variables that override keys, such as {@code
 *     MOS_}
 * @param otherVariables variables with that prefix that are no keys
 */
public record Schema(
        List<Section<?>> sections, String environmentPrefix, Set<String> otherVariables) {

    public Schema {
        sections = List.copyOf(sections);
        otherVariables = Set.copyOf(otherVariables);
    }

    Optional<Section<?>> section(String name) {
        return sections.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    List<String> sectionNames() {
        return sections.stream().<String>map(Section::name).toList();
    }

    /** {@code MOS_HASHER_}, or {@code MOS_POOLS_} before the table's number. */
    String variablePrefix(Section<?> section) {
        return environmentPrefix + inVariable(section.name()) + "_";
    }

    /** A key's or section's name as it appears in a variable. */
    static String inVariable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }
}
