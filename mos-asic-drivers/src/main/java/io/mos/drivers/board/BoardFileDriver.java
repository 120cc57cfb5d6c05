package io.mos.drivers.board;

import io.mos.core.device.BoardPlan;
import io.mos.core.device.BoardPlan.LinePlan;
import io.mos.core.device.Candidate;
import io.mos.core.device.DeviceContext;
import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DeviceProgram;
import io.mos.core.device.DeviceSettings;
import io.mos.core.device.DriverInfo;
import io.mos.core.device.DriverMatch;
import io.mos.drivers.bm13xx.ChainProgram;
import io.mos.drivers.bm13xx.ChainSpec;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Drives every board of BM13xx chips that has a file: ours, or one of the user's, which he names by
 * its path. Thread-safe.
 */
public final class BoardFileDriver implements DeviceDriver {

    private static final DriverInfo INFO = new DriverInfo("bm13xx", "1", DeviceDriver.LEVEL);

    private final DriverInfo info;
    private final Programs programs;

    /** Those it has by itself; empty for all that are shipped, which are read on first use. */
    private final Optional<List<BoardFile>> own;

    /** Files of users by the name of their board, as they were when they were matched. */
    private final Map<String, WrittenFile> written = new ConcurrentHashMap<>();

    /** Makes the program that drives a chain. */
    @FunctionalInterface
    public interface Programs {
        DeviceProgram of(ChainSpec chain, DeviceContext context);
    }

    /** With the program of all BM13xx chains. */
    public BoardFileDriver() {
        this(ChainProgram::new);
    }

    public BoardFileDriver(Programs programs) {
        this(INFO, programs, Optional.empty());
    }

    private BoardFileDriver(DriverInfo info, Programs programs, Optional<List<BoardFile>> own) {
        this.info = info;
        this.programs = programs;
        this.own = own;
    }

    /**
     * A driver of some boards alone, for one that a jar brings along: files which the user names
     * are not its own.
     */
    public static BoardFileDriver of(DriverInfo info, BoardFile... boards) {
        return new BoardFileDriver(info, ChainProgram::new, Optional.of(List.of(boards)));
    }

    @Override
    public DriverInfo info() {
        return info;
    }

    @Override
    public Optional<DriverMatch> match(Candidate candidate) {
        return switch (candidate) {
            case Candidate.Usb usb -> matchUsb(usb);
            case Candidate.Named named -> matchNamed(named);
        };
    }

    @Override
    public BoardPlan plan(DriverMatch match, DeviceSettings settings) {
        return BoardSettings.plan(file(match.board().name()), settings);
    }

    @Override
    public DeviceProgram open(DriverMatch match, DeviceContext context) {
        BoardFile file = file(match.board().name());
        return programs.of(BoardSettings.chain(file, context.settings()), context);
    }

    /**
     * The file behind a match, for its tuning and its badge.
     *
     * @throws IllegalArgumentException for a board this driver did not match
     */
    public BoardFile file(String board) {
        return known(board)
                .or(() -> Optional.ofNullable(written.get(board)).map(WrittenFile::board))
                .orElseThrow(() -> new IllegalArgumentException("no board file of " + board));
    }

    private List<BoardFile> known() {
        return own.orElseGet(BoardFiles::shipped);
    }

    private Optional<BoardFile> known(String board) {
        return known().stream().filter(each -> each.plan().name().equals(board)).findFirst();
    }

    private Optional<DriverMatch> matchUsb(Candidate.Usb usb) {
        return known().stream()
                .filter(each -> each.usb().filter(match -> match.fits(usb)).isPresent())
                .filter(each -> usb.ports().size() >= portsOf(each.plan().line()))
                .map(each -> new DriverMatch(each.plan(), each.usb().orElseThrow().specificity()))
                .max(Comparator.comparingInt(DriverMatch::specificity));
    }

    private Optional<DriverMatch> matchNamed(Candidate.Named named) {
        Optional<BoardFile> file =
                own.isEmpty() && isPath(named.board())
                        ? Optional.of(write(Path.of(named.board())))
                        : known(named.board());
        return file.map(each -> {
            int ports = portsOf(each.plan().line());
            if (named.ports().size() != ports) {
                throw new BoardFileException(
                        named.board(),
                        List.of(
                                "has %d port%s, and %d %s named"
                                        .formatted(
                                                ports,
                                                ports == 1 ? "" : "s, control and data",
                                                named.ports().size(),
                                                named.ports().size() == 1 ? "is" : "are")));
            }
            return new DriverMatch(each.plan(), DriverMatch.BY_NAME);
        });
    }

    private BoardFile write(Path path) {
        var read = new WrittenFile(path, BoardFiles.read(path));
        String name = read.board().plan().name();
        WrittenFile kept =
                written.merge(name, read, (old, now) -> old.path().equals(path) ? now : old);
        if (!kept.path().equals(path)) {
            throw new BoardFileException(
                    path.toString(), List.of("name is that of the board in " + kept.path()));
        }
        return kept.board();
    }

    private static boolean isPath(String board) {
        return board.endsWith(".json");
    }

    private static int portsOf(LinePlan line) {
        return 1 + Math.max(line.dataPort(), line.controlPort().orElse(0));
    }

    private record WrittenFile(Path path, BoardFile board) {}
}
