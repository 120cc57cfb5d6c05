package io.mos.drivers.sim;

import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.TimeSource;
import io.mos.core.work.HashEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * All simulated boards by name: on terminals of this machine, where any program takes them for real
 * ones, or as bare state machines.
 */
public final class SimBoards {
    private static final int MOST_ZERO_BITS = 32;

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
        List<String> problems = problems(name, options);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new SimulatedBoard(BoardKind.named(name).orElseThrow(), options, engine, entropy);
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
