package io.mos.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "selftest",
        mixinStandardHelpOptions = true,
        description = {
            "Prove every hashing kernel of this machine against known answers, and time it.",
            "Exits with 1 when a kernel computes wrong hashes."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  mos selftest", "  mos selftest --json"})
final class SelftestCommand implements Callable<Integer> {

    private final Verbs verbs;

    @Option(names = "--json", description = "Print one line of JSON instead of a table.")
    private boolean isJson;

    SelftestCommand(Verbs verbs) {
        this.verbs = verbs;
    }

    @Override
    public Integer call() {
        return verbs.selftest(isJson ? Verbs.Output.JSON : Verbs.Output.PEOPLE);
    }
}
