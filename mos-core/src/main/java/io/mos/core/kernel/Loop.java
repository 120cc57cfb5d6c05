package io.mos.core.kernel;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A single-writer thread with a bounded mailbox: the agent and the controller each are one. What a
 * loop owns is touched by its thread alone; everyone else offers a task.
 *
 * <p>In tests the loop is not started: the test's thread owns it and calls {@link #runUntilIdle()}.
 */
public final class Loop {

    /** A task above this is logged: nothing may block here (house rule for the agent loop). */
    private static final Duration SLOW_TASK = Duration.ofMillis(50);

    /** While the JVM still loads and compiles, slow tasks tell nothing. */
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private static final Duration IDLE_WAIT = Duration.ofMillis(500);
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final String name;
    private final TimeSource time;
    private final Mailbox<Runnable> mailbox;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile @Nullable Thread thread;
    private final long startNanos;

    public Loop(String name, TimeSource time, int capacity) {
        this.name = name;
        this.time = time;
        this.mailbox = new Mailbox<>(capacity);
        startNanos = time.nanos();
    }

    /** Starts the thread; from now on it alone owns the loop's state. */
    public void start() {
        if (!running.compareAndSet(false, true)) {
            throw new IllegalStateException("loop " + name + " already runs");
        }
        Thread started = Thread.ofPlatform().name(name).unstarted(this::run);
        thread = started;
        started.start();
    }

    /** Whether the task was taken in; false when the mailbox is full, which is counted. */
    public boolean offer(Runnable task) {
        return mailbox.offer(task);
    }

    /** Offers a task after a delay; the task runs on this loop. */
    public TimeSource.Cancellable offerAfter(Duration delay, Runnable task) {
        return time.schedule(delay, () -> mailbox.offer(task));
    }

    /** Asserts that the caller owns this loop's state. */
    public void check() {
        Thread owner = thread;
        if (owner != null && !owner.equals(Thread.currentThread())) {
            throw new IllegalStateException(
                    "loop " + name + " is not owned by " + Thread.currentThread().getName());
        }
    }

    /** Runs everything that waits on the caller's thread; only for a loop that was not started. */
    public void runUntilIdle() {
        if (running.get()) {
            throw new IllegalStateException("loop " + name + " runs on its own thread");
        }
        for (var task = mailbox.poll(); task.isPresent(); task = mailbox.poll()) {
            task.get().run();
        }
    }

    /** Ends the thread after what it is doing now; what still waits is dropped. */
    public void close() throws InterruptedException {
        Thread owner = thread;
        if (running.compareAndSet(true, false) && owner != null) {
            mailbox.offer(() -> {});
            owner.join(JOIN_LIMIT.toMillis());
        }
    }

    /** How many tasks wait now; any thread. */
    public int backlog() {
        return mailbox.size();
    }

    /** How many tasks were turned away since the start. */
    public long refused() {
        return mailbox.refused();
    }

    private void run() {
        try {
            while (running.get()) {
                mailbox.take(IDLE_WAIT).ifPresent(this::runOne);
            }
        } catch (InterruptedException e) {
            LOG.atDebug().addKeyValue("loop", name).log("loop interrupted");
        }
    }

    /** The loop's top frame: one task's defect must not end the thread every device depends on. */
    private void runOne(Runnable task) {
        long begin = time.nanos();
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("loop", name).log("loop task failed");
        }
        long tookNanos = time.nanos() - begin;
        if (tookNanos > SLOW_TASK.toNanos() && begin - startNanos > WARM_UP.toNanos()) {
            LOG.atWarn()
                    .addKeyValue("loop", name)
                    .addKeyValue("millis", tookNanos / 1_000_000)
                    .log("loop was blocked");
        }
    }
}
