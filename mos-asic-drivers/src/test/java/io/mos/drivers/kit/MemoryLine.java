package io.mos.drivers.kit;

import io.mos.core.testkit.VirtualTime;
import io.mos.drivers.serial.HangUpListener;
import io.mos.drivers.serial.ModemLine;
import io.mos.drivers.serial.SerialLink;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.SerialRequest;
import io.mos.drivers.serial.Transfer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A serial line in memory with a board at its other end; bytes take no time. In virtual time a read
 * that waits moves the clock on, so one thread can play both ends. Thread-safe.
 */
public final class MemoryLine {

    /** As much as a terminal pair holds. */
    private static final int CAPACITY_BYTES = 4096;

    private final Path path;
    private final Waiting waiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Byte> toBoard = new ArrayDeque<>();
    private final Queue<Byte> toHost = new ArrayDeque<>();
    private final Set<ModemLine> raised = EnumSet.noneOf(ModemLine.class);
    private final BoardEnd board = new BoardEnd();
    private @Nullable HostEnd host;
    private int baud = 115_200;
    private boolean unplugged;

    private MemoryLine(Path path, Waiting waiting) {
        this.path = path;
        this.waiting = waiting;
    }

    /** For a test on one thread that owns the clock. */
    public static MemoryLine inVirtualTime(Path path, VirtualTime time) {
        return new MemoryLine(path, Waiting.inVirtualTime(time));
    }

    /** For a test whose two ends have threads of their own. */
    public static MemoryLine forThreads(Path path) {
        return new MemoryLine(path, Waiting.forThreads());
    }

    public Path path() {
        return path;
    }

    /** The board's end; closing it pulls the plug. */
    public SerialLink board() {
        return board;
    }

    /** The modem lines the host holds up now. */
    public Set<ModemLine> raisedLines() {
        return locked(() -> Set.copyOf(raised));
    }

    /** Takes the host's end, or nothing when it is taken. */
    Optional<SerialPort> openHost(SerialRequest request, HangUpListener listener) {
        lock.lock();
        try {
            if (host != null && !host.closed) {
                return Optional.empty();
            }
            baud = request.baud();
            raised.clear();
            raised.addAll(request.raisedLines());
            toHost.clear();
            host = new HostEnd(listener);
            return Optional.of(host);
        } finally {
            lock.unlock();
        }
    }

    boolean isUnplugged() {
        return locked(() -> unplugged);
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** What both ends do alike; every method of it runs with the line's lock. */
    private abstract sealed class End implements SerialLink permits HostEnd, BoardEnd {

        private final Queue<Byte> in;
        private final Queue<Byte> out;
        boolean closed;
        private boolean woken;

        End(Queue<Byte> in, Queue<Byte> out) {
            this.in = in;
            this.out = out;
        }

        abstract Transfer gone();

        @Override
        public Transfer read(ByteBuffer into, Duration within) {
            lock.lock();
            try {
                if (!into.hasRemaining()) {
                    throw new IllegalArgumentException("no room to read into");
                }
                boolean ready =
                        waiting.await(
                                changed,
                                () -> closed || unplugged || woken || !in.isEmpty(),
                                within);
                if (closed) {
                    return new Transfer.Closed();
                }
                if (unplugged) {
                    return gone();
                }
                if (ready && !in.isEmpty()) {
                    return moveIn(into);
                }
                woken = false;
                return new Transfer.TimedOut();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void wake() {
            locked(() -> {
                woken = true;
                changed.signalAll();
                return true;
            });
        }

        private Transfer moveIn(ByteBuffer into) {
            int start = into.position();
            while (into.hasRemaining() && !in.isEmpty()) {
                into.put(in.remove());
            }
            changed.signalAll();
            return new Transfer.Moved(into.position() - start);
        }

        @Override
        public Transfer write(ByteBuffer from, Duration within) {
            lock.lock();
            try {
                int start = from.position();
                while (from.hasRemaining()) {
                    boolean ready =
                            waiting.await(
                                    changed,
                                    () -> closed || unplugged || out.size() < CAPACITY_BYTES,
                                    within);
                    if (closed) {
                        return new Transfer.Closed();
                    }
                    if (unplugged) {
                        return gone();
                    }
                    if (!ready) {
                        return new Transfer.TimedOut();
                    }
                    out.add(from.get());
                    changed.signalAll();
                }
                return new Transfer.Moved(from.position() - start);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int baud() {
            return locked(() -> baud);
        }

        @Override
        public void close() {
            locked(() -> {
                closed = true;
                changed.signalAll();
                return true;
            });
        }
    }

    private final class BoardEnd extends End {

        BoardEnd() {
            super(toBoard, toHost);
        }

        @Override
        Transfer gone() {
            return new Transfer.Closed();
        }

        @Override
        public void close() {
            locked(() -> {
                unplugged = true;
                toHost.clear();
                super.close();
                return true;
            });
        }
    }

    private final class HostEnd extends End implements SerialPort {

        private static final String REASON = "unplugged";

        private final HangUpListener listener;
        private boolean told;

        HostEnd(HangUpListener listener) {
            super(toHost, toBoard);
            this.listener = listener;
        }

        @Override
        Transfer gone() {
            if (!told) {
                told = true;
                listener.hungUp(path, REASON);
            }
            return new Transfer.HungUp(REASON);
        }

        @Override
        public Path path() {
            return path;
        }

        @Override
        public int setBaud(int wanted) {
            if (wanted <= 0) {
                throw new IllegalArgumentException("no baud rate: " + wanted);
            }
            return locked(() -> {
                baud = wanted;
                return baud;
            });
        }

        @Override
        public Transfer drain(Duration within) {
            lock.lock();
            try {
                if (closed) {
                    return new Transfer.Closed();
                }
                return unplugged ? gone() : new Transfer.Moved(0);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void discardInput() {
            locked(() -> {
                toHost.clear();
                changed.signalAll();
                return true;
            });
        }

        @Override
        public LineChange raise(ModemLine line) {
            return locked(() -> {
                raised.add(line);
                return LineChange.DONE;
            });
        }

        @Override
        public LineChange lower(ModemLine line) {
            return locked(() -> {
                raised.remove(line);
                return LineChange.DONE;
            });
        }
    }
}
