package io.mos.daemon;

import io.mos.cli.ExitCode;
import io.mos.core.device.BoardPlan;
import io.mos.core.guard.PoweredBoard;
import io.mos.core.guard.PoweredBoardFiles;
import io.mos.core.guard.ProtectedBoard;
import io.mos.core.guard.SafeOff;
import io.mos.drivers.board.BoardFile;
import io.mos.drivers.board.BoardFileException;
import io.mos.drivers.board.BoardFiles;
import io.mos.drivers.serial.PortBusyException;
import io.mos.drivers.serial.TtyDevice;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code mos safe-off}: takes hash power away from boards a dead daemon left powered. Knows them
 * from the list that daemon kept, and nothing else of it.
 */
final class SafeOffVerb {

    private final PoweredBoardFiles list;
    private final BoardOpener opener;
    private final Plugged plugged;
    private final PrintStream out;

    /** Opens a board's control. */
    @FunctionalInterface
    interface BoardOpener {
        ProtectedBoard open(BoardPlan plan, List<Path> ports) throws IOException;
    }

    /** Tells which devices are plugged in now. */
    @FunctionalInterface
    interface Plugged {
        List<TtyDevice> now() throws IOException;
    }

    SafeOffVerb(Path poweredBoards, BoardOpener opener, Plugged plugged, PrintStream out) {
        list = new PoweredBoardFiles(poweredBoards);
        this.opener = opener;
        this.plugged = plugged;
        this.out = out;
    }

    int run() {
        try {
            PoweredBoardFiles.Listed listed = list.list();
            boolean isSafe = listed.damaged().isEmpty();
            listed.damaged()
                    .forEach(file -> out.println(file + " cannot be read: a board may have power"));
            for (PoweredBoard board : listed.boards()) {
                isSafe &= makeSafe(board);
            }
            if (listed.boards().isEmpty() && isSafe) {
                out.println("No board was left with power.");
            }
            return isSafe ? ExitCode.OK : ExitCode.FAILED;
        } catch (IOException e) {
            out.println("The list of powered boards cannot be read: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private boolean makeSafe(PoweredBoard entry) throws IOException {
        String name = entry.device() + " (" + entry.board() + ")";
        Optional<BoardPlan> plan = plan(entry.board());
        if (plan.isEmpty()) {
            out.println(name + ": no file of this board any more; switch its supply off");
            return false;
        }
        try (ProtectedBoard board = opener.open(plan.get(), ports(entry))) {
            return switch (SafeOff.makeSafe(board)) {
                case SafeOff.Result.Safe(Optional<String> fanTrouble) -> {
                    list.remove(entry.device());
                    out.println(name + ": hash power is off");
                    fanTrouble.ifPresent(
                            why -> out.println(name + ": its fan could not be set: " + why));
                    yield true;
                }
                case SafeOff.Result.Unsafe(String why) -> {
                    out.println(name + ": NOT SAFE, " + why + "; switch its supply off");
                    yield false;
                }
            };
        } catch (PortBusyException e) {
            out.println(name + ": left alone, " + e.getMessage());
            return true;
        } catch (IOException e) {
            out.println(name + ": NOT SAFE, " + e.getMessage() + "; switch its supply off");
            return false;
        }
    }

    private static Optional<BoardPlan> plan(String board) {
        try {
            return board.endsWith(".json")
                    ? Optional.of(BoardFiles.read(Path.of(board)).plan())
                    : BoardFiles.named(board).map(BoardFile::plan);
        } catch (BoardFileException _) {
            return Optional.empty();
        }
    }

    /** Where the board is now: ports change their names when it is plugged in again. */
    private List<Path> ports(PoweredBoard entry) throws IOException {
        return plugged.now().stream()
                .filter(device -> device.id().equals(entry.device().value()))
                .findFirst()
                .map(device -> device.ttys().stream().map(tty -> tty.path()).toList())
                .orElse(entry.ports());
    }
}
