package io.mos.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Mine on a pool inside this process, with the CPU and the real protocol.",
            "Needs no configuration, no network and no device; nothing leaves this machine."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  mos demo", "  mos demo --for 1m", "  mos demo --for 10s --json"})
final class DemoCommand implements Callable<Integer> {

    /** A machine that reads the result wants an end. */
    private static final Duration JSON_LIMIT = Duration.ofSeconds(30);

    private final Verbs verbs;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Durations.class,
            description =
                    "How long to mine, such as 30s; until Ctrl-C without it (30s with --json).")
    private Optional<Duration> limit = Optional.empty();

    @Option(
            names = "--json",
            description = "Make the last line of the output a JSON object with the totals.")
    private boolean isJson;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = {"Sets one key, as hasher.threads=2", "or web.enabled=false do."})
    private List<String> settings = List.of();

    DemoCommand(Verbs verbs) {
        this.verbs = verbs;
    }

    @Override
    public Integer call() {
        return verbs.demo(
                isJson
                        ? new Verbs.DemoRequest(
                                limit.or(() -> Optional.of(JSON_LIMIT)),
                                Verbs.Output.JSON,
                                settings)
                        : new Verbs.DemoRequest(limit, Verbs.Output.PEOPLE, settings));
    }
}
