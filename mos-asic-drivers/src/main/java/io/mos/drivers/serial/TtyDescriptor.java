package io.mos.drivers.serial;

import io.mos.core.kernel.TimeSource;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;

/**
 * A terminal's descriptor that never keeps a thread: calls wait in poll, with a limit and with an
 * event that {@link #close} sets, and then move only what goes without waiting.
 *
 * <p>The number of a closed descriptor may be another file's the next moment, so it is freed when
 * the last call on it is over, and not under one. Owner: as for {@link SerialLink}.
 */
final class TtyDescriptor {

    /** What a reader needs to see the event and return; after that, close goes on without it. */
    private static final Duration CLOSE_WAIT = Duration.ofMillis(200);

    /** In {@link #users}: no further call may begin. */
    private static final int CLOSED = 1 << 30;

    /** Between two looks where poll cannot say when to look again. */
    private static final long PAUSE_NANOS = 1_000_000;

    private final Path path;
    private final int descriptor;
    private final int closing;
    private final int wakeUp;
    private final TimeSource time;
    private final HangUpListener listener;
    private final Arena memory = Arena.ofShared();
    private final PollLane input;
    private final PollLane output;

    /** How many calls are under way, and {@link #CLOSED}. */
    private final AtomicInteger users = new AtomicInteger();

    private final CountDownLatch freed = new CountDownLatch(1);
    private final AtomicBoolean hungUp = new AtomicBoolean();

    /** The numbers of a terminal and of the two events its calls are ended by. */
    private record Numbers(int terminal, int closing, int wakeUp) {}

    private TtyDescriptor(Path path, Numbers numbers, TimeSource time, HangUpListener listener) {
        this.path = path;
        this.descriptor = numbers.terminal();
        this.closing = numbers.closing();
        this.wakeUp = numbers.wakeUp();
        this.time = time;
        this.listener = listener;
        input = new PollLane(descriptor, PollLane.POLLIN, memory, closing, wakeUp);
        output = new PollLane(descriptor, PollLane.POLLOUT, memory, closing);
    }

    /** Opens a terminal without waiting for a carrier and without making it ours alone. */
    static TtyDescriptor open(Path path, TimeSource time, HangUpListener listener)
            throws IOException {
        int descriptor = LibC.open(path.toString(), LibC.TERMINAL_FLAGS);
        if (descriptor == -LibC.EBUSY) {
            throw new PortBusyException(path, "another program has it for itself");
        }
        if (descriptor < 0) {
            throw new IOException("cannot open " + path + ": " + LibC.errorName(-descriptor));
        }
        return of(path, descriptor, time, listener);
    }

    /** Takes a descriptor over, and closes it when that fails. */
    static TtyDescriptor of(Path path, int descriptor, TimeSource time, HangUpListener listener)
            throws IOException {
        int closing = LibC.eventfd();
        int wakeUp = LibC.eventfd();
        if (closing < 0 || wakeUp < 0) {
            LibC.close(descriptor);
            LibC.close(closing);
            LibC.close(wakeUp);
            int error = Math.min(closing, wakeUp);
            throw new IOException("no event for " + path + ": " + LibC.errorName(-error));
        }
        return new TtyDescriptor(path, new Numbers(descriptor, closing, wakeUp), time, listener);
    }

    Transfer read(ByteBuffer into, Duration within) throws IOException {
        if (!into.hasRemaining()) {
            throw new IllegalArgumentException("no room to read into");
        }
        if (!enter()) {
            return new Transfer.Closed();
        }
        try {
            return readUntil(into, time.nanos() + within.toNanos());
        } finally {
            leave();
        }
    }

    private Transfer readUntil(ByteBuffer into, long limitNanos) throws IOException {
        while (true) {
            long leftNanos = limitNanos - time.nanos();
            int ready = input.poll(leftNanos);
            if (isClosing(ready)) {
                return new Transfer.Closed();
            }
            if (ready > 0 && (ready & ~PollLane.WOKEN) == 0) {
                clearWake();
                return new Transfer.TimedOut();
            }
            if (ready > 0) {
                int count = input.read(into);
                if (count > 0) {
                    return new Transfer.Moved(count);
                }
                if (!isPassing(count)) {
                    return end(count);
                }
                // Ready and yet nothing: somebody else reads too. Never spin on that.
                LockSupport.parkNanos(PAUSE_NANOS);
            } else if (ready < 0 && !isPassing(ready)) {
                return end(ready);
            }
            if (leftNanos <= 0) {
                return new Transfer.TimedOut();
            }
        }
    }

    Transfer write(ByteBuffer from, Duration within) throws IOException {
        if (!enter()) {
            return new Transfer.Closed();
        }
        try {
            return writeUntil(from, time.nanos() + within.toNanos());
        } finally {
            leave();
        }
    }

    private Transfer writeUntil(ByteBuffer from, long limitNanos) throws IOException {
        int start = from.position();
        while (from.hasRemaining()) {
            int count = output.write(from);
            if (count < 0 && !isPassing(count)) {
                return end(count);
            }
            if (!from.hasRemaining()) {
                break;
            }
            long leftNanos = limitNanos - time.nanos();
            int ready = output.poll(leftNanos);
            if (isClosing(ready)) {
                return new Transfer.Closed();
            }
            if (ready > 0 && (ready & (PollLane.POLLHUP | PollLane.POLLERR)) != 0) {
                return end(0);
            }
            if (ready < 0 && !isPassing(ready)) {
                return end(ready);
            }
            // Also when there is room: a line that takes byte by byte must not stretch the limit.
            if (leftNanos <= 0) {
                return new Transfer.TimedOut();
            }
        }
        return new Transfer.Moved(from.position() - start);
    }

    /** Waits on {@code condition} being zero, which poll cannot watch; a negative one ends it. */
    Transfer await(IntUnaryOperator condition, Duration within) throws IOException {
        long limitNanos = time.nanos() + within.toNanos();
        while (true) {
            int value = use(condition);
            if (value == -LibC.EBADF) {
                return new Transfer.Closed();
            }
            if (value == 0) {
                return new Transfer.Moved(0);
            }
            if (value < 0 && !isPassing(value)) {
                return end(value);
            }
            if (limitNanos - time.nanos() <= 0) {
                return new Transfer.TimedOut();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Calls something with the descriptor's number; minus EBADF once it is closed. */
    int use(IntUnaryOperator call) {
        if (!enter()) {
            return -LibC.EBADF;
        }
        try {
            return call.applyAsInt(descriptor);
        } finally {
            leave();
        }
    }

    /** Ends the calls under way and waits for them a little; idempotent, any thread. */
    void close() {
        int before = users.getAndUpdate(each -> (each & CLOSED) != 0 ? each : (each | CLOSED) + 1);
        if ((before & CLOSED) != 0) {
            return;
        }
        // This call counts as one too: the event must not be freed while it is being set.
        set(closing);
        leave();
        try {
            boolean _ = freed.await(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the read that waits, or the next one that would; any thread, never waits. */
    void wake() {
        if (enter()) {
            set(wakeUp);
            leave();
        }
    }

    private static void set(int event) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocateFrom(ValueLayout.JAVA_LONG, 1);
            int _ = LibC.write(event, one, one.byteSize(), LibC.errorState(arena));
        }
    }

    private void clearWake() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(ValueLayout.JAVA_LONG);
            int _ = LibC.read(wakeUp, count, count.byteSize(), LibC.errorState(arena));
        }
    }

    private boolean enter() {
        int now = users.get();
        while ((now & CLOSED) == 0) {
            if (users.compareAndSet(now, now + 1)) {
                return true;
            }
            now = users.get();
        }
        return false;
    }

    private void leave() {
        if (users.decrementAndGet() == CLOSED) {
            free();
        }
    }

    private void free() {
        LibC.close(descriptor);
        LibC.close(closing);
        LibC.close(wakeUp);
        memory.close();
        freed.countDown();
    }

    private static boolean isClosing(int ready) {
        return ready > 0 && (ready & PollLane.CLOSING) != 0;
    }

    private static boolean isPassing(int result) {
        return result == -LibC.EAGAIN || result == -LibC.EINTR;
    }

    /** No bytes where poll promised some is how a terminal says that its device is gone. */
    private Transfer end(int result) throws IOException {
        String reason =
                switch (-result) {
                    case 0 -> "end of file";
                    case LibC.EIO, LibC.ENXIO, LibC.ENODEV, LibC.EPIPE -> LibC.errorName(-result);
                    default -> throw new IOException(path + ": " + LibC.errorName(-result));
                };
        if (hungUp.compareAndSet(false, true)) {
            listener.hungUp(path, reason);
        }
        return new Transfer.HungUp(reason);
    }
}
