package io.mos.daemon;

import io.mos.cli.ExitCode;
import io.mos.cli.Verbs.DriverTestRequest;
import io.mos.cli.Verbs.Output;
import io.mos.core.device.DeviceDriver;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.SystemTime;
import io.mos.core.telemetry.DeviceId;
import io.mos.drivers.board.BoardFile;
import io.mos.drivers.board.BoardFileException;
import io.mos.drivers.board.BoardFiles;
import io.mos.drivers.sim.SimBoard;
import io.mos.drivers.sim.SimBoards;
import io.mos.drivers.sim.SimOptions;
import io.mos.drivers.skeleton.Skeleton;
import io.mos.hasher.CpuHashEngine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** {@code mos drivers}: which boards there are, and whether one is as it should be. */
final class DriverVerbs {

    /** So that a simulated board's chips find about a nonce a second on any CPU. */
    private static final int SIMULATED_ZERO_BITS = 8;

    private final PrintStream out;
    private final PrintStream err;

    DriverVerbs(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** {@code mos drivers list}. */
    int list(Output output) {
        List<BoardFile> boards = BoardFiles.shipped();
        switch (output) {
            case PEOPLE -> {
                out.printf("%-14s %-16s %-12s %s%n", "board", "model", "chips", "proven by");
                boards.forEach(each ->
                        out.printf(
                                "%-14s %-16s %-12s %s%n",
                                each.plan().name(),
                                each.plan().model(),
                                each.chips().count() + " x " + each.chips().family().name(),
                                badge(each)));
                out.println();
                String drivers =
                        BoardWiring.drivers().stream()
                                .map(DeviceDriver::info)
                                .map(info -> info.name() + " " + info.version())
                                .collect(Collectors.joining(", "));
                out.println("Drivers: " + drivers + ". A chain of your own: a board file.");
            }
            case JSON ->
                    out.println(
                            boards.stream()
                                    .map(DriverVerbs::json)
                                    .collect(Collectors.joining(",", "{\"boards\":[", "]}")));
        }
        return ExitCode.OK;
    }

    /** {@code mos drivers test}. */
    int test(DriverTestRequest request) {
        try (SystemTime time = new SystemTime()) {
            DriverProof.Result result =
                    request.sim().isPresent()
                            ? testSimulated(request.sim().get(), time)
                            : test(request.board().orElseThrow(), request.ports(), time);
            out.println(result.sentence());
            if (request.output() == Output.JSON) {
                out.println(result.toJson());
            }
            return result.isPass() ? ExitCode.OK : ExitCode.FAILED;
        } catch (BoardFileException e) {
            e.problems().forEach(err::println);
            return ExitCode.USAGE;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return ExitCode.USAGE;
        } catch (IOException e) {
            err.println("the board cannot be tested: " + e.getMessage());
            return ExitCode.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    /** {@code mos drivers new}. */
    int create(String name, Path folder) {
        try {
            Path project = folder.resolve(name);
            List<Path> files = Skeleton.write(project, name);
            files.forEach(file -> out.println("wrote " + file));
            out.println("Go on in " + project.resolve("README.md"));
            return ExitCode.OK;
        } catch (FileAlreadyExistsException e) {
            err.println(e.getFile() + " is already there; nothing was written");
            return ExitCode.FAILED;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return ExitCode.USAGE;
        } catch (IOException e) {
            err.println("the project cannot be written: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private DriverProof.Result testSimulated(String name, SystemTime time)
            throws IOException, InterruptedException {
        SimOptions options = SimOptions.usual().withTicketZeroBits(SIMULATED_ZERO_BITS);
        List<String> problems = SimBoards.problems(name, options);
        if (!problems.isEmpty()) {
            throw new IOException(String.join("; ", problems));
        }
        Path folder = Files.createTempDirectory("mos-test");
        Path file = folder.resolve(name + ".json");
        Files.writeString(file, SimBoards.boardFile(name, name + "-sim", options));
        SimBoards.World world = new SimBoards.World(new CpuHashEngine(), time, Entropy.system());
        try (SimBoard board = SimBoards.open(name, options, world)) {
            return test(name, file.toString(), board.hostPaths(), time);
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    private DriverProof.Result test(String board, List<Path> ports, SystemTime time)
            throws InterruptedException {
        return test(file(board).plan().name(), board, ports, time);
    }

    private DriverProof.Result test(String name, String board, List<Path> ports, SystemTime time)
            throws InterruptedException {
        BoardFile file = file(board);
        out.printf(
                "%s: bringing up %d x %s, then hashing known blocks; a minute at most.%n",
                file.plan().model(), file.chips().count(), file.chips().family().name());
        out.flush();
        return new DriverProof(name, file, time).run(new DeviceId("test"), board, ports);
    }

    private static BoardFile file(String board) {
        return board.endsWith(".json")
                ? BoardFiles.read(Path.of(board))
                : BoardFiles.named(board)
                        .orElseThrow(
                                () -> new IllegalArgumentException("no board \"" + board + "\""));
    }

    private static String badge(BoardFile board) {
        return board.badge().name().toLowerCase(Locale.ROOT);
    }

    private static String json(BoardFile board) {
        return "{\"name\":\"%s\",\"model\":\"%s\",\"chips\":%d,\"family\":\"%s\",\"badge\":\"%s\"}"
                .formatted(
                        board.plan().name(),
                        board.plan().model(),
                        board.chips().count(),
                        board.chips().family().name(),
                        badge(board));
    }
}
