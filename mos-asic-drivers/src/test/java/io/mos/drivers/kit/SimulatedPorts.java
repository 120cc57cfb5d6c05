package io.mos.drivers.kit;

import io.mos.core.testkit.VirtualTime;
import io.mos.drivers.serial.SerialLink;
import io.mos.drivers.sim.Channel;
import io.mos.drivers.sim.SimAttachment;
import io.mos.drivers.sim.SimulatedBoard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A simulated board on lines in memory and in virtual time: whoever waits on a port moves the
 * clock, and the board works meanwhile. Owner: the test's thread.
 */
public final class SimulatedPorts implements AutoCloseable {

    /** How late the board's answers may be. */
    private static final Duration TICK = Duration.ofMillis(1);

    private final List<Path> paths;
    private final SimAttachment attachment;

    private SimulatedPorts(List<Path> paths, SimAttachment attachment) {
        this.paths = List.copyOf(paths);
        this.attachment = attachment;
    }

    /**
     * Plugs the board in.
     *
     * @param name what its made-up paths begin with
     */
    public static SimulatedPorts plug(
            String name, SimulatedBoard board, MemoryPorts ports, VirtualTime time) {
        List<Path> paths = new ArrayList<>();
        Map<Channel, SerialLink> links = new EnumMap<>(Channel.class);
        for (Channel channel : board.channels()) {
            Path path = Path.of("/dev/" + name + "-" + channel);
            MemoryLine line = MemoryLine.inVirtualTime(path, time);
            ports.plug(line);
            paths.add(path);
            links.put(channel, line.board());
        }
        return new SimulatedPorts(paths, SimAttachment.attach(board, links, time, TICK));
    }

    /** What a host opens, control before data where there are both. */
    public List<Path> paths() {
        return paths;
    }

    /** Pulls the cable. */
    @Override
    public void close() {
        attachment.close();
    }
}
