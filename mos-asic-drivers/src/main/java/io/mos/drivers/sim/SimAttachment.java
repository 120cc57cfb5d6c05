package io.mos.drivers.sim;

import io.mos.core.kernel.TimeSource;
import io.mos.core.kernel.TimeSource.Cancellable;
import io.mos.drivers.serial.SerialLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A board at the ends of links, driven by a clock's own tasks: in virtual time everything happens
 * on the thread that moves the clock. Closing a link is pulling the cable. Owner: the clock's
 * thread.
 */
public final class SimAttachment implements AutoCloseable {
    private final TimeSource time;
    private final Duration tick;
    private final Map<Channel, SerialLink> links;
    private final List<SimLane> lanes;
    private Cancellable next = () -> {};
    private boolean closed;

    private SimAttachment(
            SimulatedBoard board, Map<Channel, SerialLink> links, TimeSource time, Duration tick) {
        this.time = time;
        this.tick = tick;
        this.links = Map.copyOf(links);
        ReentrantLock lock = new ReentrantLock();
        lanes =
                board.channels().stream()
                        .map(each -> new SimLane(each, linkOf(each), board, lock, time))
                        .toList();
    }

    /**
     * Begins.
     *
     * @param links one for each of the board's channels
     * @param tick how often the board looks at them: the time its answers may be late
     */
    public static SimAttachment attach(
            SimulatedBoard board, Map<Channel, SerialLink> links, TimeSource time, Duration tick) {
        SimAttachment attachment = new SimAttachment(board, links, time, tick);
        attachment.next = time.schedule(tick, attachment::carry);
        return attachment;
    }

    /** Pulls the cable. */
    @Override
    public void close() {
        closed = true;
        next.cancel();
        links.values().forEach(SerialLink::close);
    }

    private SerialLink linkOf(Channel channel) {
        SerialLink link = links.get(channel);
        if (link == null) {
            throw new IllegalArgumentException("no link for " + channel);
        }
        return link;
    }

    private void carry() {
        try {
            for (SimLane lane : lanes) {
                if (!closed && !lane.carry(Duration.ZERO)) {
                    close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a link in memory", e);
        }
        if (!closed) {
            next = time.schedule(tick, this::carry);
        }
    }
}
