package io.mos.daemon;

import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.TimeSource;
import io.mos.drivers.sim.SimBoard;
import io.mos.drivers.sim.SimBoards;
import io.mos.drivers.sim.SimOptions;
import io.mos.hasher.CpuHashEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A simulated Bitaxe Gamma whose ports keep their names when it is plugged in again, as udev's
 * links do. Owner: the test's thread.
 */
public final class LinkedBoard implements AutoCloseable {

    private static final String KIND = "bitaxe-gamma";

    /** Some 65,000 hashes a second for what silicon does. */
    private static final SimOptions OPTIONS = SimOptions.usual().withTicketZeroBits(8);

    private final String name;
    private final Path file;
    private final SimBoard board;
    private final List<Path> links = new ArrayList<>();

    private LinkedBoard(String name, Path file, SimBoard board) {
        this.name = name;
        this.file = file;
        this.board = board;
    }

    public static LinkedBoard open(String name, Path folder, TimeSource time) throws IOException {
        Path file = folder.resolve("gamma.json");
        Files.writeString(file, SimBoards.boardFile(KIND, "gamma", OPTIONS));
        SimBoard board =
                SimBoards.open(
                        KIND,
                        OPTIONS,
                        new SimBoards.World(new CpuHashEngine(), time, Entropy.system()));
        LinkedBoard opened = new LinkedBoard(name, file, board);
        for (int i = 0; i < board.hostPaths().size(); i++) {
            opened.links.add(folder.resolve(name + "-" + i));
        }
        opened.link();
        return opened;
    }

    public String name() {
        return name;
    }

    /** Its table in a configuration. */
    public String toml() {
        return """
        [[boards]]
        id = "%s"
        board = "%s"
        ports = [%s]
        """
                .formatted(
                        name,
                        file,
                        links.stream()
                                .map(each -> "\"" + each + "\"")
                                .collect(Collectors.joining(", ")));
    }

    public boolean hashes() {
        return nonces() > 0;
    }

    public long nonces() {
        return board.status().nonces();
    }

    public void unplug() {
        board.unplug();
    }

    public void replug() throws IOException {
        board.replug();
        link();
    }

    @Override
    public void close() {
        board.close();
    }

    private void link() throws IOException {
        for (int i = 0; i < links.size(); i++) {
            Files.deleteIfExists(links.get(i));
            Files.createSymbolicLink(links.get(i), board.hostPaths().get(i));
        }
    }
}
