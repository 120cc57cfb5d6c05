package io.mos.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What {@code mos run} is told, and what {@code mos config check} judges for it. */
final class RunOptions {

    @Mixin private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "all",
            converter = RoleWord.class,
            description = "What the process does: all, agent or controller (default: all).")
    private Verbs.Role role = Verbs.Role.ALL;

    /** A role by the word the help text has for it. */
    static final class RoleWord implements ITypeConverter<Verbs.Role> {
        @Override
        public Verbs.Role convert(String word) {
            return switch (word) {
                case "all" -> Verbs.Role.ALL;
                case "agent" -> Verbs.Role.AGENT;
                case "controller" -> Verbs.Role.CONTROLLER;
                default ->
                        throw new TypeConversionException(
                                "\"" + word + "\" is none of all, agent and controller");
            };
        }
    }

    Verbs.RunRequest request() {
        return new Verbs.RunRequest(config.request(), role);
    }
}
