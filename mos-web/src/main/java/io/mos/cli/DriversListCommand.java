package io.mos.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = {
            "List the drivers, the boards they know, and how far each was proven:",
            "replay (recorded bytes), simulator, or hardware."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  mos drivers list", "  mos drivers list --json"})
final class DriversListCommand implements Callable<Integer> {

    private final Verbs verbs;

    @Option(names = "--json", description = "Print one line of JSON instead of a table.")
    private boolean isJson;

    DriversListCommand(Verbs verbs) {
        this.verbs = verbs;
    }

    @Override
    public Integer call() {
        return verbs.driversList(isJson ? Verbs.Output.JSON : Verbs.Output.PEOPLE);
    }
}
