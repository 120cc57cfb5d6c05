package io.mos.daemon;

import io.mos.cli.ExitCode;
import io.mos.cli.Verbs.InitRequest;
import io.mos.cli.Verbs.Role;
import io.mos.cli.Verbs.RunRequest;
import io.mos.daemon.config.ConfigFile;
import io.mos.daemon.config.ConfigInput;
import io.mos.daemon.config.ConfigTemplate;
import io.mos.daemon.config.Problem;
import io.mos.stratum.failover.PoolConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes and checks configuration files. */
final class ConfigVerbs {

    private static final String PREAMBLE =
            """
            # Configuration of mos. Every key shows its default; remove the "# " to change one.
            # MOS_... variables and --set flags override what stands here; "mos config check"
            # lists everything that is wrong.

            """;

    private final Map<String, String> environment;
    private final ConfigPlaces places;
    private final PrintStream out;
    private final PrintStream err;

    ConfigVerbs(
            Map<String, String> environment,
            ConfigPlaces places,
            PrintStream out,
            PrintStream err) {
        this.environment = environment;
        this.places = places;
        this.out = out;
        this.err = err;
    }

    /** The file to read, if there is one. */
    Optional<Path> file(RunRequest request) {
        return places.find(request.config().file());
    }

    /** Reads what a run would; a process that mines needs a pool. */
    MosConfig.Read read(RunRequest request) {
        Optional<Path> file = file(request);
        MosConfig.Read read = MosConfig.read(file, environment, request.config().settings());
        boolean isIdle =
                read instanceof MosConfig.Read.Good(MosConfig config)
                        && config.pools().isEmpty()
                        && request.role() != Role.CONTROLLER;
        return isIdle ? new MosConfig.Read.Bad(List.of(noPool(file))) : read;
    }

    private Problem noPool(Optional<Path> file) {
        String hint = "no [[pools]]: nothing to hash for";
        return file.map(path -> new Problem(path.toString(), hint))
                .orElseGet(() ->
                        new Problem(
                                "configuration",
                                hint
                                        + "; looked for "
                                        + places.usual().stream()
                                                .map(Path::toString)
                                                .collect(Collectors.joining(", "))
                                        + "; \"mos config init\" writes one, \"mos demo\""
                                        + " needs none"));
    }

    /** {@code mos config check}. */
    int check(RunRequest request) {
        Optional<Path> file = file(request);
        return switch (read(request)) {
            case MosConfig.Read.Bad(List<Problem> problems) -> refuse(problems);
            case MosConfig.Read.Good(MosConfig config) -> {
                out.println(
                        file.map(path -> path + " is good").orElse("no file; the rest is good"));
                PoolSummary.of(config.pools()).forEach(out::println);
                file.filter(path -> config.pools().stream().anyMatch(PoolConfig::holdsSecret))
                        .filter(ConfigVerbs::isReadByOthers)
                        .ifPresent(path ->
                                out.println(
                                        "note: others can read the password in "
                                                + path
                                                + "; chmod 600 it"));
                yield ExitCode.OK;
            }
        };
    }

    /** A commented file with these values, by {@code section.key}, as settings. */
    static String sample(Map<String, String> chosen) {
        return PREAMBLE + ConfigTemplate.of(MosSchema.SCHEMA, chosen).stripTrailing() + "\n";
    }

    /** {@code mos config init}. */
    int init(InitRequest request) {
        String text = sample(chosen(request));
        ConfigFile sample = new ConfigFile(request.file().toString(), text);
        ConfigInput input = new ConfigInput(Optional.of(sample), Map.of(), List.of());
        if (MosConfig.read(input) instanceof MosConfig.Read.Bad(List<Problem> problems)) {
            err.println("With these options the file would not be good:");
            return refuse(problems);
        }
        return write(request.file(), text);
    }

    private int write(Path file, String text) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            create(file, text);
        } catch (FileAlreadyExistsException e) {
            err.println(file + " is already there; it was left as it is");
            return ExitCode.FAILED;
        } catch (IOException e) {
            err.println(file + " cannot be written: " + e.getMessage());
            return ExitCode.FAILED;
        }
        out.println("Wrote " + file + ". Edit it, then: mos config check, mos run");
        return ExitCode.OK;
    }

    /** Lists the problems; exit code 78. */
    int refuse(List<Problem> problems) {
        problems.forEach(err::println);
        err.println(problems.size() == 1 ? "1 problem" : problems.size() + " problems");
        return ExitCode.CONFIG;
    }

    private static boolean isReadByOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }

    private static Map<String, String> chosen(InitRequest request) {
        Map<String, String> chosen = new LinkedHashMap<>();
        request.pool().ifPresent(url -> chosen.put("pools.url", quoted(url)));
        request.user().ifPresent(user -> chosen.put("pools.user", quoted(user)));
        request.payout().ifPresent(address -> chosen.put("pools.payout", quoted(address)));
        return chosen;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Readable by its owner alone, because it may come to hold credentials. */
    private static void create(Path file, String text) throws IOException {
        boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes =
                isPosix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Files.createFile(file, attributes);
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.TRUNCATE_EXISTING);
    }
}
