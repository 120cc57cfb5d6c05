package io.mos.drivers.host;

import io.mos.core.device.BoardControl;
import io.mos.core.device.DeviceContext;
import io.mos.core.device.DeviceReport;
import io.mos.core.device.DeviceSettings;
import io.mos.core.device.NonceListener.ClaimVerdict;
import io.mos.core.guard.BoardGuard;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.TimeSource.Cancellable;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.work.NonceFound;
import io.mos.core.work.Work;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.Transfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A program's world, made of a serial port and a guardian. Owner: the device's thread. */
final class LineContext implements DeviceContext {

    /** A line that does not take some hundred bytes in so long does not work. */
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(1);

    private final Hosting hosting;
    private final SerialPort port;
    private final BoardGuard guard;
    private final Timers timers;
    private final Executor thread;
    private long seenNanos;
    private long noticedNanos = Work.NOT_NOTICED;
    private volatile boolean isAbandoned;

    LineContext(
            Hosting hosting, SerialPort port, BoardGuard guard, Timers timers, Executor thread) {
        this.hosting = hosting;
        this.port = port;
        this.guard = guard;
        this.timers = timers;
        this.thread = thread;
    }

    /** The program was given up: nothing it does from now on reaches anything. Any thread. */
    void abandon() {
        isAbandoned = true;
    }

    /** Bytes came in just now. */
    void seen() {
        seenNanos = nanos();
    }

    /** The next write carries work of a job that came in then, until the program is through. */
    void begin(long jobNoticedNanos) {
        noticedNanos = jobNoticedNanos;
    }

    /** The program is through with what it was told. */
    void through() {
        noticedNanos = Work.NOT_NOTICED;
    }

    @Override
    public DeviceId id() {
        return hosting.id();
    }

    @Override
    public DeviceSettings settings() {
        return hosting.context().settings().ofDriver(id());
    }

    @Override
    public Instant now() {
        return hosting.context().time().now();
    }

    @Override
    public long nanos() {
        return hosting.context().time().nanos();
    }

    @Override
    public Entropy entropy() {
        return hosting.context().entropy();
    }

    @Override
    public Executor thread() {
        return thread;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        check();
        return timers.add(nanos() + delay.toNanos(), task);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        check();
        require("write", port.write(bytes, WRITE_LIMIT));
        if (noticedNanos != Work.NOT_NOTICED) {
            hosting.context()
                    .metrics()
                    .notifyToWire()
                    .record(nanos() - noticedNanos, TimeUnit.NANOSECONDS);
            noticedNanos = Work.NOT_NOTICED;
        }
    }

    @Override
    public void setBaud(int baud) throws IOException {
        check();
        require("drain", port.drain(WRITE_LIMIT));
        port.setBaud(baud);
        port.discardInput();
    }

    @Override
    public BoardControl board() {
        check();
        return guard.control();
    }

    @Override
    public ClaimVerdict claim(NonceFound claim) {
        check();
        return hosting.device().judge(claim, seenNanos);
    }

    @Override
    public void report(DeviceReport report) {
        check();
        hosting.device().report(report);
    }

    @Override
    public void count(String event, long times) {
        check();
        hosting.context().metrics().countEvent(hosting.driver().name(), id(), event, times);
    }

    private void check() {
        if (isAbandoned) {
            throw new IllegalStateException("the program of " + id() + " was given up");
        }
    }

    private void require(String what, Transfer transfer) throws IOException {
        switch (transfer) {
            case Transfer.Moved _ -> {}
            case Transfer.TimedOut() ->
                    throw new IOException(
                            "%s, %s: not within %s".formatted(port.path(), what, WRITE_LIMIT));
            case Transfer.HungUp(String reason) ->
                    throw new IOException("%s, %s: %s".formatted(port.path(), what, reason));
            case Transfer.Closed() ->
                    throw new IOException("%s, %s: closed".formatted(port.path(), what));
        }
    }
}
