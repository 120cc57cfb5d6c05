package io.mos.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run the daemon until it is told to stop.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mos run",
            "  mos run --config /etc/mos/mos.toml --set web.port=8080",
            "  MOS_HASHER_THREADS=1 mos run"
        })
final class RunCommand implements Callable<Integer> {

    private final Verbs verbs;

    @Mixin private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "all",
            description = "What this process does: all, agent or controller (default: all).")
    private Verbs.Role role = Verbs.Role.ALL;

    RunCommand(Verbs verbs) {
        this.verbs = verbs;
    }

    @Override
    public Integer call() {
        return verbs.run(new Verbs.RunRequest(config.request(), role));
    }
}
