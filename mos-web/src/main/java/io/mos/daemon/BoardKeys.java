package io.mos.daemon;

import io.mos.cli.Nearest;
import io.mos.core.device.BoardPlan;
import io.mos.core.device.DeviceSettings;
import io.mos.core.guard.QuietHours;
import io.mos.daemon.config.InvalidTableException;
import io.mos.daemon.config.Key;
import io.mos.daemon.config.Section;
import io.mos.daemon.config.Values;
import io.mos.drivers.board.BoardFile;
import io.mos.drivers.board.BoardFileException;
import io.mos.drivers.board.BoardFiles;
import io.mos.drivers.board.BoardSettings;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code [[boards]]}. */
final class BoardKeys {

    /** Ends the path of a board file; what has another end is a name. */
    private static final String FILE = ".json";

    private static final Key<String> ID =
            Key.text("id")
                    .withDefault("")
                    .meaning(
                            "Which board this is about, by the name the log and the page have for it;"
                                    + " with ports, the name it gets.");
    private static final Key<String> BOARD =
            Key.text("board")
                    .withDefault("")
                    .meaning(
                            "What kind of board it is: a name mos drivers list shows, or the path of"
                                    + " a board file. Needed with ports, and where boards look alike"
                                    + " on USB.");
    private static final Key<List<String>> PORTS =
            Key.texts("ports")
                    .withDefault(List.of())
                    .meaning(
                            "Its serial ports, control before data, for a board that is not"
                                    + " recognised by USB.");
    private static final Key<Double> FREQUENCY =
            Key.decimal(BoardSettings.FREQUENCY, 1, 10_000)
                    .meaning("The chips' clock, instead of the board's usual one.");
    private static final Key<Double> VOLTAGE =
            Key.decimal(BoardSettings.VOLTAGE, 1, 10_000)
                    .meaning("The chips' supply, instead of the board's usual one.");
    private static final Key<Double> MAX_FREQUENCY =
            Key.decimal(BoardSettings.MAX_FREQUENCY, 1, 10_000)
                    .meaning("Never clock the chips faster, whoever asks.");
    private static final Key<Double> MAX_VOLTAGE =
            Key.decimal(BoardSettings.MAX_VOLTAGE, 1, 10_000)
                    .meaning("Never supply the chips with more, whoever asks.");
    private static final Key<Double> MAX_CHIP =
            Key.decimal(BoardSettings.MAX_CHIP, 1, 200)
                    .meaning("Take hash power away above this chip temperature.");
    private static final Key<Double> MAX_REGULATOR =
            Key.decimal(BoardSettings.MAX_REGULATOR, 1, 200)
                    .meaning("Take hash power away above this regulator temperature.");
    private static final Key<Double> MAX_POWER =
            Key.decimal(BoardSettings.MAX_POWER, 1, 10_000)
                    .meaning("Take hash power away above this input power.");
    private static final Key<LocalTime> QUIET_FROM =
            Key.timeOfDay("quiet.from")
                    .meaning("When the quiet hours begin, by this machine's clock.");
    private static final Key<LocalTime> QUIET_TO =
            Key.timeOfDay("quiet.to").meaning("When the quiet hours end; may be the next morning.");
    private static final Key<Integer> QUIET_FAN =
            Key.whole("quiet.max-fan-percent", 1, 100)
                    .meaning(
                            "The fan's most in quiet hours; the clock is lowered to hold the"
                                    + " temperature.");
    private static final List<Key<Double>> NUMBERS =
            List.of(
                    FREQUENCY,
                    VOLTAGE,
                    MAX_FREQUENCY,
                    MAX_VOLTAGE,
                    MAX_CHIP,
                    MAX_REGULATOR,
                    MAX_POWER);

    static final Section<BoardConfig> SECTION =
            new Section<>(
                    "boards",
                    Section.Arity.MANY,
                    "What to do with single boards. Those that are recognised by USB need no entry."
                            + " A limit may be lower than the board's own, never higher.",
                    keys(),
                    BoardKeys::bind);

    private BoardKeys() {}

    /** What is said twice: of one board, or of one port. */
    static List<String> doubles(List<BoardConfig> boards) {
        List<String> problems = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        Set<Path> ports = new HashSet<>();
        for (BoardConfig board : boards) {
            if (!ids.add(board.id())) {
                problems.add("two entries are about " + board.id());
            }
            board.ports().stream()
                    .filter(port -> !ports.add(port))
                    .forEach(port -> problems.add("two boards cannot be at " + port));
        }
        return problems;
    }

    private static List<Key<?>> keys() {
        List<Key<?>> keys = new ArrayList<>(List.of(ID, BOARD, PORTS));
        keys.addAll(NUMBERS);
        keys.addAll(List.of(QUIET_FROM, QUIET_TO, QUIET_FAN));
        return keys;
    }

    private static BoardConfig bind(Values values) {
        List<String> problems = new ArrayList<>();
        String id = values.get(ID);
        String board = values.get(BOARD);
        List<Path> ports = values.get(PORTS).stream().map(Path::of).toList();
        if (ports.isEmpty() && id.isEmpty()) {
            problems.add("needs an id, or board and ports");
        }
        if (!ports.isEmpty() && board.isEmpty()) {
            problems.add("needs board: ports alone do not tell what is behind them");
        }
        DeviceSettings settings = settings(values);
        if (!board.isEmpty()) {
            checkBoard(board, settings, problems);
        }
        Optional<QuietHours> quiet = quiet(values, problems);
        if (!problems.isEmpty()) {
            throw new InvalidTableException(problems);
        }
        String name = id.isEmpty() ? nameOf(board, ports) : id;
        return new BoardConfig(name, board, ports, settings, quiet);
    }

    private static DeviceSettings settings(Values values) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Key<Double> key : NUMBERS) {
            values.find(key).ifPresent(value -> settings.put(key.name(), String.valueOf(value)));
        }
        return new DeviceSettings(settings);
    }

    private static void checkBoard(String board, DeviceSettings settings, List<String> problems) {
        try {
            Optional<BoardFile> file =
                    board.endsWith(FILE)
                            ? Optional.of(BoardFiles.read(Path.of(board)))
                            : BoardFiles.named(board);
            if (file.isPresent()) {
                BoardPlan _ = BoardSettings.plan(file.get(), settings);
            } else {
                // It may be a third party's; only a driver can tell.
                List<String> ours =
                        BoardFiles.shipped().stream().map(each -> each.plan().name()).toList();
                Nearest.to(board, ours)
                        .ifPresent(near ->
                                problems.add(
                                        "board \"%s\" is none of ours; did you mean \"%s\"?"
                                                .formatted(board, near)));
            }
        } catch (BoardFileException e) {
            e.problems().forEach(each -> problems.add("board " + board + ": " + each));
        }
    }

    private static Optional<QuietHours> quiet(Values values, List<String> problems) {
        Optional<LocalTime> from = values.find(QUIET_FROM);
        Optional<LocalTime> to = values.find(QUIET_TO);
        Optional<Integer> fan = values.find(QUIET_FAN);
        if (from.isEmpty() && to.isEmpty() && fan.isEmpty()) {
            return Optional.empty();
        }
        if (from.isEmpty() || to.isEmpty() || fan.isEmpty()) {
            problems.add("quiet needs from, to and max-fan-percent");
            return Optional.empty();
        }
        return Optional.of(new QuietHours(from.get(), to.get(), fan.get(), ZoneId.systemDefault()));
    }

    /** Such as {@code bitaxe-gamma-ttyACM1}. */
    private static String nameOf(String board, List<Path> ports) {
        String kind = fileName(Path.of(board)).replaceAll("\\.json$", "");
        return kind + "-" + fileName(ports.getLast());
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }
}
