package io.mos.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Read the configuration as \"mos run\" would and list all problems.",
            "Exits with 78 when there is one."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  mos config check", "  mos config check --set web.port=8080"})
final class ConfigCheckCommand implements Callable<Integer> {

    private final Verbs verbs;

    @Mixin private RunOptions options = new RunOptions();

    ConfigCheckCommand(Verbs verbs) {
        this.verbs = verbs;
    }

    @Override
    public Integer call() {
        return verbs.configCheck(options.request());
    }
}
