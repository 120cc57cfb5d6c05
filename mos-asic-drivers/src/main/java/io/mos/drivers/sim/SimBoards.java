package io.mos.drivers.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.TimeSource;
import io.mos.core.work.HashEngine;
import io.mos.drivers.board.BoardFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * All simulated boards by name: on terminals of this machine, where any program takes them for real
 * ones, or as bare state machines.
 */
public final class SimBoards {
    private static final int MOST_ZERO_BITS = 32;
    private static final JsonMapper JSON = new JsonMapper();

    private SimBoards() {}

    /** The world a board on a terminal lives in. */
    public record World(HashEngine engine, TimeSource time, Entropy entropy) {}

    /** What can be opened. */
    public static List<String> names() {
        return BoardKind.all().stream().map(BoardKind::name).toList();
    }

    /**
     * Everything that keeps this board from being made, a sentence each; none when nothing does.
     */
    public static List<String> problems(String name, SimOptions options) {
        return BoardKind.named(name)
                .map(kind -> problems(kind, options))
                .orElse(List.of("no board \"%s\"; there are %s".formatted(name, names())));
    }

    /**
     * Opens terminals with the board behind them.
     *
     * @throws IllegalArgumentException with all {@link #problems}
     * @throws IOException when the system has no terminals to give
     */
    public static SimBoard open(String name, SimOptions options, World world) throws IOException {
        return SimBoard.open(
                name, model(name, options, world.engine(), world.entropy()), world.time());
    }

    /**
     * The board alone, for virtual time; see {@link SimAttachment}.
     *
     * @throws IllegalArgumentException with all {@link #problems}
     */
    public static SimulatedBoard model(
            String name, SimOptions options, HashEngine engine, Entropy entropy) {
        requirePossible(name, options);
        return new SimulatedBoard(BoardKind.named(name).orElseThrow(), options, engine, entropy);
    }

    /**
     * What a driver has to know of such a board, as a board file: that of the real one under
     * another name, with as many chips and as easy tickets as the options say. It is not recognised
     * by its USB texts, for a terminal has none: the board must be named in the configuration.
     *
     * @param called the name the file gives it, other than any board's that is shipped
     * @throws IllegalArgumentException with all {@link #problems}
     */
    public static String boardFile(String name, String called, SimOptions options) {
        requirePossible(name, options);
        BoardKind kind = BoardKind.named(name).orElseThrow();
        String text = BoardFiles.text(name).orElseGet(BoardFiles::template);
        try {
            ObjectNode file = (ObjectNode) JSON.readTree(text);
            file.remove("usb");
            file.put("name", called);
            file.withObject("/chips")
                    .put("family", kind.family())
                    .put("count", options.chips().orElse(kind.chips()))
                    .put("ticket-zero-bits", options.ticketZeroBits());
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a board file of ours", e);
        }
    }

    private static void requirePossible(String name, SimOptions options) {
        List<String> problems = problems(name, options);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private static List<String> problems(BoardKind kind, SimOptions options) {
        List<String> problems = new ArrayList<>();
        int chips = options.chips().orElse(kind.chips());
        int most = kind.chipFamily().addressing().maxChips();
        if (chips < 1 || chips > most) {
            problems.add("%s has 1 to %d chips, not %d".formatted(kind.name(), most, chips));
        }
        if (options.ticketZeroBits() < 1 || options.ticketZeroBits() > MOST_ZERO_BITS) {
            problems.add("ticket-zero-bits is 1 to 32, not " + options.ticketZeroBits());
        }
        if (options.hashesPerSecond() < 1) {
            problems.add("hashes a second must be above 0, not " + options.hashesPerSecond());
        }
        for (SimFault fault : options.faults()) {
            if (fault instanceof SimFault.ChipMissing(int chip) && chip >= chips) {
                problems.add("there is no chip %d of %d to be missing".formatted(chip, chips));
            }
        }
        return problems;
    }
}
