package io.mos.drivers.kit;

import io.mos.core.device.Candidate;
import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DeviceSettings;
import io.mos.core.telemetry.DeviceId;
import io.mos.drivers.board.BoardFileDriver;
import io.mos.drivers.board.BoardSettings;
import io.mos.drivers.sim.SimOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The kit for a board of BM13xx chips: the simulator is its other end, and the driver of all board
 * files drives it. A subclass says which board.
 */
public abstract class ChainConformance extends DriverConformance {

    /** As few as a CPU needs; a chip's are 32. */
    private static final int TICKET_ZERO_BITS = 4;

    private static final int ALL_VERSION_BITS = 16;
    private static final int MIDSTATE_VERSION_BITS = 2;

    private final String board;
    private final String simulated;
    private final SimOptions options;

    /** A board that mos ships and simulates under one name. */
    protected ChainConformance(String board) {
        this(board, board, SimOptions.usual());
    }

    /**
     * A board with a file of its own.
     *
     * @param board its name, or the path to its file
     * @param simulated the simulator's board that is built like it, such as {@code bitaxe-gamma} or
     *     {@code chain-bm1366}
     * @param options where it differs from that one
     */
    protected ChainConformance(String board, String simulated, SimOptions options) {
        this.board = board;
        this.simulated = simulated;
        this.options = options.withTicketZeroBits(TICKET_ZERO_BITS);
    }

    /** That of all board files. */
    @Override
    protected DeviceDriver driver() {
        return new BoardFileDriver();
    }

    /** Tickets that a CPU can find. */
    @Override
    protected DeviceSettings settings() {
        return new DeviceSettings(
                Map.of(BoardSettings.TICKET_ZERO_BITS, String.valueOf(TICKET_ZERO_BITS)));
    }

    @Override
    protected Candidate candidate() {
        boolean isBare = simulated.startsWith("chain-");
        return new Candidate.Named(
                new DeviceId("board"),
                board,
                isBare
                        ? List.of(Path.of("/dev/data"))
                        : List.of(Path.of("/dev/control"), Path.of("/dev/data")));
    }

    @Override
    protected Counterpart counterpart(Counterpart.World world) {
        return SimCounterpart.of(simulated, options).make(world);
    }

    @Override
    protected int rolledVersionBits() {
        return simulated.equals("chain-bm1397") ? MIDSTATE_VERSION_BITS : ALL_VERSION_BITS;
    }
}
