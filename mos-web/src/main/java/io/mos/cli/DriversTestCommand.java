package io.mos.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        description = {
            "Bring a board up, let it hash known blocks, and tell whether all is as it should be.",
            "Stop the daemon first: a port has one owner. Exits with 1 when the board failed."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mos drivers test --sim bitaxe-gamma",
            "  mos drivers test /dev/ttyACM0 /dev/ttyACM1 --board bitaxe-gamma --json"
        })
final class DriversTestCommand implements Callable<Integer> {

    private final Verbs verbs;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "PORT",
            arity = "0..*",
            description = "The board's serial ports, control before data.")
    private List<Path> ports = List.of();

    @Option(
            names = "--board",
            paramLabel = "NAME",
            description = "What the ports belong to, by name or board file.")
    private Optional<String> board = Optional.empty();

    @Option(
            names = "--sim",
            paramLabel = "NAME",
            description = "A simulated board instead of ports.")
    private Optional<String> sim = Optional.empty();

    @Option(names = "--json", description = "Make the last line of the output a JSON object.")
    private boolean isJson;

    DriversTestCommand(Verbs verbs) {
        this.verbs = verbs;
    }

    @Override
    public Integer call() {
        if (sim.isPresent() == !ports.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Either ports or --sim NAME");
        }
        if (!ports.isEmpty() && board.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Ports need --board NAME; mos drivers list shows the names");
        }
        Verbs.Output output = isJson ? Verbs.Output.JSON : Verbs.Output.PEOPLE;
        return verbs.driversTest(new Verbs.DriverTestRequest(sim, board, ports, output));
    }
}
