package io.mos.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin private RunOptions options = new RunOptions();

    RunCommand(Verbs verbs) {
        this.verbs = verbs;
    }

    @Override
    public Integer call() {
        return verbs.run(options.request());
    }
}
