package io.mos.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "board",
        mixinStandardHelpOptions = true,
        description = {
            "Open the serial ports of a simulated board, and be it until Ctrl-C.",
            "Its chips hash on this machine's CPU and find real nonces."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mos sim board bitaxe-gamma",
            "  mos sim board emberone00 --ticket-zero-bits 12",
            "  mos sim board bitaxe-gamma --fault crc-noise=1e-4 --fault fan-stop"
        })
final class SimBoardCommand implements Callable<Integer> {

    private final Verbs verbs;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "Which board; without a known name, mos tells them all.")
    private String name = "";

    @Option(
            names = "--chips",
            paramLabel = "N",
            description = "How many chips, instead of the board's own.")
    private Optional<Integer> chips = Optional.empty();

    @Option(
            names = "--ticket-zero-bits",
            paramLabel = "N",
            description = {
                "Zero bits a hash needs before a chip looks at it: 32",
                "for silicon, fewer (12) so that a CPU keeps up."
            })
    private Optional<Integer> ticketZeroBits = Optional.empty();

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            description = "What is wrong with it; may be given again. A wrong one tells them all.")
    private List<String> faults = List.of();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "For how long, such as 30s; until Ctrl-C without it.")
    private Optional<Duration> limit = Optional.empty();

    SimBoardCommand(Verbs verbs) {
        this.verbs = verbs;
    }

    @Override
    public Integer call() {
        return verbs.simBoard(
                new Verbs.SimRequest(name, number(chips), number(ticketZeroBits), faults, limit));
    }

    private static OptionalInt number(Optional<Integer> value) {
        return value.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }
}
