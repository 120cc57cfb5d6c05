package io.mos.drivers.sim;

import io.mos.core.kernel.TimeSource;
import io.mos.drivers.serial.PtyPair;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A simulated board on terminals: one for each port, and a platform thread each. A host opens
 * {@link #hostPaths} like any serial port. Every method may be called on any thread and returns
 * soon.
 */
public final class SimBoard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimBoard.class);

    /** How late a chip may begin to say something of its own accord. */
    private static final Duration DATA_TICK = Duration.ofMillis(5);

    private static final Duration CONTROL_TICK = Duration.ofMillis(50);
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(2);
    private static final Duration EXCLUSIVE_CHECK = Duration.ofSeconds(1);

    private final String name;
    private final SimulatedBoard board;
    private final TimeSource time;

    /** Guards the board, which the threads of both ports tell things. */
    private final Lock boardLock = new ReentrantLock();

    /** Guards {@link #cables}; never taken together with the other one's holder waiting. */
    private final Object plugging = new Object();

    private List<Cable> cables = List.of();

    /** One port that is plugged in. */
    private record Cable(PtyPair pair, Thread thread) {}

    private SimBoard(String name, SimulatedBoard board, TimeSource time) {
        this.name = name;
        this.board = board;
        this.time = time;
    }

    static SimBoard open(String name, SimulatedBoard board, TimeSource time) throws IOException {
        SimBoard opened = new SimBoard(name, board, time);
        opened.plug();
        return opened;
    }

    public String name() {
        return name;
    }

    /** What a host opens, control before data where there are both; none while it is unplugged. */
    public List<Path> hostPaths() {
        synchronized (plugging) {
            return cables.stream().map(each -> each.pair().hostPath()).toList();
        }
    }

    /** Pulls the cable: the host's ports hang up. Hashing goes on until somebody stops it. */
    public void unplug() {
        synchronized (plugging) {
            cables.forEach(each -> each.pair().close());
            cables = List.of();
        }
    }

    /**
     * Puts the cable in again, on new terminals.
     *
     * @throws IOException when the system has no terminals to give
     */
    public void replug() throws IOException {
        unplug();
        boardLock.lock();
        try {
            board.replug(time.nanos());
        } finally {
            boardLock.unlock();
        }
        plug();
    }

    /** Switches a fault on while it runs. */
    public void begin(SimFault fault) {
        boardLock.lock();
        try {
            board.begin(fault, time.nanos());
        } finally {
            boardLock.unlock();
        }
    }

    /** Switches a fault off. */
    public void end(SimFault fault) {
        boardLock.lock();
        try {
            board.end(fault, time.nanos());
        } finally {
            boardLock.unlock();
        }
    }

    public SimStatus status() {
        boardLock.lock();
        try {
            return board.status(time.nanos());
        } finally {
            boardLock.unlock();
        }
    }

    /** Ends it; its threads are gone when this returns. Idempotent. */
    @Override
    public void close() {
        List<Cable> ended;
        synchronized (plugging) {
            ended = cables;
            unplug();
        }
        for (Cable each : ended) {
            try {
                if (!each.thread().join(JOIN_LIMIT)) {
                    LOG.atWarn().addKeyValue("thread", each.thread().getName()).log("did not end");
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void plug() throws IOException {
        synchronized (plugging) {
            List<Cable> plugged = new ArrayList<>();
            boolean all = false;
            try {
                for (Channel channel : board.channels()) {
                    PtyPair pair = PtyPair.open(time);
                    plugged.add(new Cable(pair, thread(channel, pair)));
                }
                all = true;
            } finally {
                if (!all) {
                    plugged.forEach(each -> each.pair().close());
                }
            }
            cables = List.copyOf(plugged);
            cables.forEach(each -> each.thread().start());
        }
    }

    private Thread thread(Channel channel, PtyPair pair) {
        SimLane lane = new SimLane(channel, pair, board, boardLock, time);
        Duration tick =
                switch (channel) {
                    case CONTROL -> CONTROL_TICK;
                    case DATA -> DATA_TICK;
                };
        String port = channel.name().toLowerCase(Locale.ROOT);
        return Thread.ofPlatform()
                .daemon()
                .name("sim-" + name + "-" + port)
                .unstarted(() -> carry(lane, pair, tick));
    }

    private void carry(SimLane lane, PtyPair pair, Duration tick) {
        long checkedNanos = time.nanos();
        try {
            while (lane.carry(tick)) {
                if (time.nanos() - checkedNanos > EXCLUSIVE_CHECK.toNanos()) {
                    checkedNanos = time.nanos();
                    // A host that was killed would keep the port for itself beyond its death.
                    pair.dropExclusive();
                }
            }
        } catch (IOException e) {
            if (hostPaths().contains(pair.hostPath())) {
                LOG.atWarn().addKeyValue("board", name).log("the terminal failed", e);
            }
        }
        unplugAfter(pair);
    }

    /** The board left by itself: its other port goes with this one. */
    private void unplugAfter(PtyPair pair) {
        synchronized (plugging) {
            if (cables.stream().anyMatch(each -> each.pair() == pair)) {
                unplug();
            }
        }
    }
}
