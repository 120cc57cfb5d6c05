package io.mos.daemon;

import io.mos.cli.ExitCode;
import io.mos.cli.Verbs.SimRequest;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.SystemTime;
import io.mos.drivers.board.BoardFiles;
import io.mos.drivers.sim.SimBoard;
import io.mos.drivers.sim.SimBoards;
import io.mos.drivers.sim.SimFault;
import io.mos.drivers.sim.SimFaultReader;
import io.mos.drivers.sim.SimOptions;
import io.mos.drivers.sim.SimStatus;
import io.mos.drivers.sim.chip.Power;
import io.mos.hasher.CpuHashEngine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code mos sim board}: is a board on serial ports of its own until it is told to stop. */
final class SimVerb {

    /** How often the board is looked at. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final PrintStream out;
    private final PrintStream err;

    SimVerb(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    int board(SimRequest request) {
        return switch (SimFaultReader.read(request.faults())) {
            case SimFaultReader.Reading.Refused(List<String> problems) -> refuse(problems);
            case SimFaultReader.Reading.Read(List<SimFault> faults) -> {
                SimOptions options = options(request).withFaults(faults);
                List<String> problems = SimBoards.problems(request.board(), options);
                yield problems.isEmpty() ? run(request, options) : refuse(problems);
            }
        };
    }

    private int refuse(List<String> problems) {
        problems.forEach(err::println);
        return ExitCode.USAGE;
    }

    private int run(SimRequest request, SimOptions options) {
        StopSignal signal = StopSignal.install();
        try (SystemTime time = new SystemTime()) {
            SimBoards.World world =
                    new SimBoards.World(new CpuHashEngine(), time, Entropy.system());
            try (SimBoard board = SimBoards.open(request.board(), options, world)) {
                tell(request, options, board);
                watch(board, request.limit(), signal, time);
            }
            return signal.stopped(ExitCode.OK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return signal.stopped(ExitCode.FAILED);
        } catch (IOException e) {
            err.println("no board can be simulated here: " + e.getMessage());
            return signal.stopped(ExitCode.FAILED);
        }
    }

    /** Says, when it changes, what tells somebody beside the board whether it is safe. */
    private void watch(SimBoard board, Optional<Duration> limit, StopSignal signal, SystemTime time)
            throws InterruptedException {
        long begunNanos = time.nanos();
        String told = "";
        Duration left = limit.orElse(FOR_EVER);
        while (left.isPositive()
                && !signal.await(Optional.of(left.compareTo(LOOK) < 0 ? left : LOOK))) {
            String now = state(board.status());
            if (!now.equals(told)) {
                out.println(now);
                out.flush();
                told = now;
            }
            left = limit.orElse(FOR_EVER).minusNanos(time.nanos() - begunNanos);
        }
    }

    private static String state(SimStatus status) {
        return "state: %s, supply %s, reset %s"
                .formatted(
                        status.unplugged() ? "unplugged" : "plugged in",
                        status.power() == Power.OFF ? "off" : "on",
                        status.held() ? "low" : "high");
    }

    private static SimOptions options(SimRequest request) {
        SimOptions options = SimOptions.usual();
        if (request.chips().isPresent()) {
            options = options.withChips(request.chips().getAsInt());
        }
        return request.ticketZeroBits().isPresent()
                ? options.withTicketZeroBits(request.ticketZeroBits().getAsInt())
                : options;
    }

    /** Says what to write into a configuration to drive it. */
    private void tell(SimRequest request, SimOptions options, SimBoard board) throws IOException {
        String ports =
                board.hostPaths().stream()
                        .map(path -> "\"" + path + "\"")
                        .collect(Collectors.joining(", "));
        out.println("A simulated " + request.board() + "; Ctrl-C ends it. To mine with it:");
        out.println();
        out.println("  [[boards]]");
        out.println("  board = \"" + nameFor(request, options) + "\"");
        out.println("  ports = [" + ports + "]");
        out.flush();
    }

    /** Chips with fewer zero bits need a board file that says so. */
    private static String nameFor(SimRequest request, SimOptions options) throws IOException {
        if (request.ticketZeroBits().isEmpty() || BoardFiles.named(request.board()).isEmpty()) {
            return request.board();
        }
        String name = request.board() + "-sim";
        Path file = Files.createTempDirectory("mos-sim").resolve(name + ".json");
        Files.writeString(file, SimBoards.boardFile(request.board(), name, options));
        return file.toString();
    }
}
