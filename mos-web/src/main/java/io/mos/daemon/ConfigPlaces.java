package io.mos.daemon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the configuration file when the user names none. */
final class ConfigPlaces {

    private static final Path SYSTEM_WIDE = Path.of("/etc/mos/mos.toml");

    private final Map<String, String> environment;
    private final Path home;

    ConfigPlaces(Map<String, String> environment, Path home) {
        this.environment = environment;
        this.home = home;
    }

    /** The file to read: the named one even when it is missing, else the first that is there. */
    Optional<Path> find(Optional<Path> named) {
        return named.or(() -> inVariable(MosSchema.CONFIG_VARIABLE))
                .or(() -> usual().stream().filter(Files::exists).findFirst());
    }

    /** Where it is looked for, best first. */
    List<Path> usual() {
        Path userConfig = inVariable("XDG_CONFIG_HOME").orElse(home.resolve(".config"));
        return Stream.of(Path.of("mos.toml"), userConfig.resolve("mos/mos.toml"), SYSTEM_WIDE)
                .toList();
    }

    private Optional<Path> inVariable(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
