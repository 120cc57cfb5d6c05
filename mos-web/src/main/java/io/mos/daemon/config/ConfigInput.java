package io.mos.daemon.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the user said, weakest first.
 *
 * @param environment the process's variables, others than ours included
 * @param settings {@code section.key=value}, or {@code section.2.key=value} for the second table
 */
public record ConfigInput(
        Optional<ConfigFile> file, Map<String, String> environment, List<String> settings) {

    public ConfigInput {
        environment = Map.copyOf(environment);
        settings = List.copyOf(settings);
    }
}
