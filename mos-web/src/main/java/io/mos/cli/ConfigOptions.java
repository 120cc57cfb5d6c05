package io.mos.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every verb that reads a configuration. */
final class ConfigOptions {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = {
                "The configuration file; without it, the first of",
                "./mos.toml, ~/.config/mos/mos.toml, /etc/mos/mos.toml"
            })
    private Optional<Path> file = Optional.empty();

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = {
                "Sets one key, as hasher.threads=2 or pools.1.user=me",
                "do; stronger than file and environment."
            })
    private List<String> settings = List.of();

    Verbs.ConfigRequest request() {
        return new Verbs.ConfigRequest(file, settings);
    }
}
