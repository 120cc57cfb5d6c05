package io.mos.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = {
            "Write the project of a driver of your own: it builds, its tests pass and it drives a",
            "simulated board at once. docs/writing-a-driver.md goes on from there."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  mos drivers new my-board", "  mos drivers new my-board --in ~/src"})
final class DriversNewCommand implements Callable<Integer> {

    private final Verbs verbs;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "The board's name: lower-case letters, digits and hyphens.")
    private String name = "";

    @Option(
            names = "--in",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "Where to make the project's folder (default: here).")
    private Path folder = Path.of(".");

    DriversNewCommand(Verbs verbs) {
        this.verbs = verbs;
    }

    @Override
    public Integer call() {
        return verbs.driversNew(name, folder);
    }
}
