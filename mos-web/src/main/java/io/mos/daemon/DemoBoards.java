package io.mos.daemon;

import io.mos.core.device.DeviceSettings;
import io.mos.drivers.sim.SimBoard;
import io.mos.drivers.sim.SimBoards;
import io.mos.drivers.sim.SimOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two simulated boards on serial ports of their own, driven like any other. Their chips hash on the
 * CPU, so they look at hashes with far fewer zero bits than silicon does.
 */
final class DemoBoards implements AutoCloseable {

    private static final List<String> NAMES = List.of("bitaxe-gamma", "bitaxe-supra");

    /** At eight a board of a terahash a second takes 65,000 hashes a second of this machine. */
    private static final int ZERO_BITS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(DemoBoards.class);

    private final Path folder;
    private final List<Path> files = new ArrayList<>();
    private final List<SimBoard> boards = new ArrayList<>();
    private final List<BoardConfig> configs = new ArrayList<>();

    private DemoBoards(Path folder) {
        this.folder = folder;
    }

    /** Opens them; where a system has no terminals to give, the demo does without. */
    static DemoBoards open(Ground ground) throws IOException {
        DemoBoards opened = new DemoBoards(Files.createTempDirectory("mos-demo"));
        SimBoards.World world =
                new SimBoards.World(ground.engine(), ground.time(), ground.entropy());
        for (String name : NAMES) {
            try {
                opened.add(name, world);
            } catch (IOException e) {
                LOG.atInfo().setCause(e).addKeyValue("board", name).log("board not simulated");
            }
        }
        return opened;
    }

    /** How the daemon is to drive them. */
    List<BoardConfig> configs() {
        return List.copyOf(configs);
    }

    private void add(String name, SimBoards.World world) throws IOException {
        SimOptions options = SimOptions.usual().withTicketZeroBits(ZERO_BITS);
        String simulated = name + "-sim";
        Path file = folder.resolve(simulated + ".json");
        Files.writeString(file, SimBoards.boardFile(name, simulated, options));
        files.add(file);
        SimBoard board = SimBoards.open(name, options, world);
        boards.add(board);
        configs.add(
                new BoardConfig(
                        simulated,
                        file.toString(),
                        board.hostPaths(),
                        DeviceSettings.NONE,
                        Optional.empty()));
    }

    @Override
    public void close() throws IOException {
        boards.forEach(SimBoard::close);
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }
}
