package io.mos.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "hasher",
        mixinStandardHelpOptions = true,
        description = {
            "Measure all kernels in turns, in 10^6 hashes per second of CPU time: other load on the"
                    + " machine hardly changes the result."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  mos bench hasher", "  mos bench hasher --seconds 60 --json"})
final class BenchHasherCommand implements Callable<Integer> {

    /** So long a measurement is a mistake. */
    private static final int MAX_SECONDS = 3_600;

    private final Verbs verbs;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "How long it takes in all (default: 20). Compiling and ten rounds come first,"
                            + " however short.")
    private int seconds;

    @Option(names = "--json", description = "Make the last line of the output a JSON object.")
    private boolean isJson;

    BenchHasherCommand(Verbs verbs) {
        this.verbs = verbs;
    }

    @Override
    public Integer call() {
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw new ParameterException(spec.commandLine(), "--seconds takes 1 to " + MAX_SECONDS);
        }
        return verbs.benchHasher(
                Duration.ofSeconds(seconds), isJson ? Verbs.Output.JSON : Verbs.Output.PEOPLE);
    }
}
