package io.mos.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code mos run} is told, and what {@code mos config check} judges for it. */
final class RunOptions {

    @Mixin private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "all",
            description = "What the process does: all, agent or controller (default: all).")
    private Verbs.Role role = Verbs.Role.ALL;

    Verbs.RunRequest request() {
        return new Verbs.RunRequest(config.request(), role);
    }
}
