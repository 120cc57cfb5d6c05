package io.mos.core.device;

import io.mos.core.device.NonceListener.ClaimVerdict;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.TimeSource.Cancellable;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.work.NonceFound;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * Everything a driver's program has of the world. Owner: the device's thread; nothing here but
 * {@link #thread} may be called on another one.
 */
public interface DeviceContext {

    DeviceId id();

    /** What the user and the board's file say about this device. */
    DeviceSettings settings();

    /** Wall-clock time, for readings. */
    Instant now();

    /** Monotonic nanoseconds; only differences mean anything. */
    long nanos();

    /** For the jitter of retries. */
    Entropy entropy();

    /**
     * Hands tasks to the device's thread: the one thing here that any thread may call. For a
     * program that is told something from elsewhere, such as one that lives in another process.
     *
     * @return takes a task without waiting, or refuses it with a {@link
     *     java.util.concurrent.RejectedExecutionException} when the device was given up
     */
    Executor thread();

    /** Runs a task on the device's thread after a delay, unless it is called off or all ends. */
    Cancellable after(Duration delay, Runnable task);

    /**
     * Writes to the data line, in order and complete; waits no longer than the line takes.
     *
     * @throws IOException when the line is gone or does not take it; the device is then gone too
     */
    void write(ByteBuffer bytes) throws IOException;

    /**
     * Changes the data line's rate after everything written has left it, and forgets what came in
     * at the old one.
     *
     * @throws IOException when the rate is refused
     */
    void setBaud(int baud) throws IOException;

    /** The board's supply and reset line, which the guardian owns. */
    BoardControl board();

    /** Has a claim judged; re-hashes it on this thread. */
    ClaimVerdict claim(NonceFound claim);

    /** Takes in what is known of the device now; the newest counts. */
    void report(DeviceReport report);

    /**
     * Counts something for the metrics.
     *
     * @param event one of a few names, such as {@code bad-crc}
     */
    void count(String event, long times);
}
