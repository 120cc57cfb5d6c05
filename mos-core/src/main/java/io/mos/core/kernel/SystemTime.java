package io.mos.core.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The machine's clocks and one timer thread named {@code timer}. Thread-safe. */
public final class SystemTime implements TimeSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SystemTime.class);

    private final ScheduledThreadPoolExecutor timer;

    public SystemTime() {
        timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().name("timer").daemon(true).factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        ScheduledFuture<?> future =
                timer.schedule(() -> runLogged(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /**
     * The timer thread's top frame: an executor would hide the failure in a future nobody reads.
     */
    private static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("timer task failed");
        }
    }
}
