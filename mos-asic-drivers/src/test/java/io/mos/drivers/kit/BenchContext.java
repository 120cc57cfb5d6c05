package io.mos.drivers.kit;

import io.mos.core.device.BoardControl;
import io.mos.core.device.DeviceContext;
import io.mos.core.device.DeviceReport;
import io.mos.core.device.DeviceSettings;
import io.mos.core.device.NonceListener.ClaimVerdict;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.TimeSource.Cancellable;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.work.NonceFound;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.Transfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/** A program's world on a {@link Bench}. Owner: the test's thread. */
final class BenchContext implements DeviceContext {

    private static final Duration WRITE_LIMIT = Duration.ofSeconds(1);

    private final Bench bench;
    private final Subject subject;
    private final SerialPort data;
    private final Entropy entropy = new SeededEntropy(7);
    private long timers;

    BenchContext(Bench bench, Subject subject, SerialPort data) {
        this.bench = bench;
        this.subject = subject;
        this.data = data;
    }

    /** Timers that are not due yet. */
    long timers() {
        return timers;
    }

    @Override
    public DeviceId id() {
        return subject.candidate().id();
    }

    @Override
    public DeviceSettings settings() {
        return subject.settings();
    }

    @Override
    public Instant now() {
        return bench.time().now();
    }

    @Override
    public long nanos() {
        return bench.time().nanos();
    }

    @Override
    public Entropy entropy() {
        return entropy;
    }

    @Override
    public Executor thread() {
        return task -> bench.time().schedule(Duration.ZERO, () -> bench.call(task));
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        return new Timer(delay, task);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        require(data.write(bytes, WRITE_LIMIT));
    }

    @Override
    public void setBaud(int baud) throws IOException {
        require(data.drain(WRITE_LIMIT));
        data.setBaud(baud);
        data.discardInput();
    }

    private static void require(Transfer transfer) throws IOException {
        if (!(transfer instanceof Transfer.Moved)) {
            throw new IOException("the line is gone: " + transfer);
        }
    }

    @Override
    public BoardControl board() {
        return bench.owner().control();
    }

    @Override
    public ClaimVerdict claim(NonceFound claim) {
        return bench.ledger().judge(claim);
    }

    @Override
    public void report(DeviceReport known) {
        bench.reported(known);
    }

    @Override
    public void count(String event, long times) {
        bench.ledger().count(event, times);
    }

    /** One of the program's timers, counted while it waits. */
    private final class Timer implements Cancellable {
        private final Cancellable planned;
        private boolean isDone;

        Timer(Duration delay, Runnable task) {
            timers++;
            planned = bench.time().schedule(delay, () -> run(task));
        }

        private void run(Runnable task) {
            done();
            bench.call(task);
        }

        @Override
        public void cancel() {
            planned.cancel();
            done();
        }

        private void done() {
            if (!isDone) {
                isDone = true;
                timers--;
            }
        }
    }
}
