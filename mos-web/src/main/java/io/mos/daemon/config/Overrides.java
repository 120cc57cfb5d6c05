package io.mos.daemon.config;

import io.mos.cli.Nearest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lays environment variables and flags over what the file said. */
final class Overrides {

    private static final Pattern NUMBERED = Pattern.compile("([1-9][0-9]{0,3})_(.+)");
    private static final Pattern SETTING =
            Pattern.compile("([a-z0-9-]+)\\.(?:([1-9][0-9]{0,3})\\.)?([a-z0-9.-]+)=(.*)");

    private final Schema schema;
    private final List<Problem> problems;

    Overrides(Schema schema, List<Problem> problems) {
        this.schema = schema;
        this.problems = problems;
    }

    /** One value on its way: {@code number} counts tables from 1. */
    private record Target(Section<?> section, int number, String key) {}

    void applyEnvironment(Map<String, String> environment, Tables tables) {
        new TreeMap<>(environment)
                .forEach((variable, value) -> {
                    boolean isOurs =
                            variable.startsWith(schema.environmentPrefix())
                                    && !schema.otherVariables().contains(variable);
                    if (isOurs) {
                        applyVariable(variable, value, tables);
                    }
                });
    }

    void applySettings(List<String> settings, Tables tables) {
        for (String setting : settings) {
            Matcher parts = SETTING.matcher(setting);
            Optional<Section<?>> section =
                    parts.matches() ? schema.section(parts.group(1)) : Optional.empty();
            if (section.isEmpty()) {
                String shown = setting.replaceAll("=.*", "");
                problems.add(
                        new Problem(
                                "--set " + shown, "write --set section.key=value" + hint(shown)));
                continue;
            }
            int number = parts.group(2) == null ? 1 : Integer.parseInt(parts.group(2));
            String where = "--set " + setting.substring(0, setting.indexOf('='));
            put(tables, new Target(section.get(), number, parts.group(3)), parts.group(4), where);
        }
    }

    private String hint(String shown) {
        int dot = shown.indexOf('.');
        return dot < 0 ? "" : Nearest.hint(shown.substring(0, dot), schema.sectionNames());
    }

    private void applyVariable(String variable, String value, Tables tables) {
        Optional<Target> target = targetOf(variable);
        if (target.isPresent()) {
            put(tables, target.get(), value, variable);
        } else {
            String hint = Nearest.hint(variable, variables());
            problems.add(new Problem(variable, "no such key" + hint));
        }
    }

    private Optional<Target> targetOf(String variable) {
        return schema.sections().stream()
                .filter(section -> variable.startsWith(schema.variablePrefix(section)))
                .max(Comparator.comparingInt(section -> section.name().length()))
                .flatMap(section ->
                        targetIn(
                                section,
                                variable.substring(schema.variablePrefix(section).length())));
    }

    private static Optional<Target> targetIn(Section<?> section, String rest) {
        return switch (section.arity()) {
            case ONE -> keyOf(section, rest).map(key -> new Target(section, 1, key));
            case MANY -> {
                Matcher numbered = NUMBERED.matcher(rest);
                yield numbered.matches()
                        ? keyOf(section, numbered.group(2))
                                .map(key ->
                                        new Target(
                                                section, Integer.parseInt(numbered.group(1)), key))
                        : Optional.empty();
            }
        };
    }

    private static Optional<String> keyOf(Section<?> section, String inVariable) {
        return section.keyNames().stream()
                .filter(key -> Schema.inVariable(key).equals(inVariable))
                .findFirst();
    }

    private List<String> variables() {
        List<String> all = new ArrayList<>();
        for (Section<?> section : schema.sections()) {
            String prefix = schema.variablePrefix(section);
            String number = section.arity() == Section.Arity.MANY ? "1_" : "";
            section.keyNames().forEach(key -> all.add(prefix + number + Schema.inVariable(key)));
        }
        return all;
    }

    private void put(Tables tables, Target target, String value, String where) {
        String section = target.section().name();
        int existing = tables.of(section).size();
        if (target.number() > existing + 1
                || (target.number() > 1 && target.section().arity() == Section.Arity.ONE)) {
            problems.add(new Problem(where, noSuchTable(target)));
            return;
        }
        Tables.Table table =
                target.number() <= existing
                        ? tables.of(section).get(target.number() - 1)
                        : tables.add(section, where);
        table.entries().put(target.key(), new Tables.Entry(new Raw.Loose(value), where));
    }

    private static String noSuchTable(Target target) {
        String section = target.section().name();
        int number = target.number();
        return switch (target.section().arity()) {
            case ONE -> section + " is one table: leave the number out";
            case MANY -> section + "." + number + " needs a " + section + "." + (number - 1);
        };
    }
}
