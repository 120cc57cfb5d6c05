package io.mos.drivers.child;

import io.mos.core.kernel.TimeSource.Cancellable;
import io.mos.drivers.child.FromChild.LaneBeat;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One thread that runs a driver's code, watched from outside: whether it is inside, in what, and
 * whether it waits for the daemon there. What the code throws ends the lane.
 */
final class Lane implements Executor {

    /** Bytes of some seconds at the highest rate; a program so far behind is stuck. */
    private static final int MAX_PENDING = 4096;

    private final Name name;
    private final Optional<BlackBox.Place> place;
    private final Consumer<Throwable> failed;
    private final ScheduledThreadPoolExecutor executor;
    private final AtomicInteger pending = new AtomicInteger();

    /** Odd while the thread is in the driver's code. */
    private final AtomicLong calls = new AtomicLong();

    /** Odd while the driver's code waits for an answer of the daemon. */
    private final AtomicLong waits = new AtomicLong();

    private volatile String doing = "";
    private volatile long threadId;
    private volatile boolean isOver;

    /** What the heart saw the last time; its own. */
    private long seenCalls;

    private long seenWaits;
    private int beatsInside;
    private int beatsAtWork;
    private int beatsWaiting;

    /** Whose code runs in it. */
    record Name(int jar, int device, String text) {}

    /**
     * @param loader the jar's, which threads the driver starts inherit and are known by
     * @param failed told on this lane's thread what the code threw, once
     */
    Lane(
            Name name,
            ClassLoader loader,
            Optional<BlackBox.Place> place,
            Consumer<Throwable> failed) {
        this.name = name;
        this.place = place;
        this.failed = failed;
        executor =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            Thread thread =
                                    Thread.ofPlatform()
                                            .name(name.text())
                                            .daemon(true)
                                            .unstarted(() -> live(task));
                            thread.setContextClassLoader(loader);
                            threadId = thread.threadId();
                            return thread;
                        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.prestartCoreThread();
    }

    /** By the number a thread bean knows. */
    long threadId() {
        return threadId;
    }

    /** Asserts that the caller is this lane's thread. */
    void check() {
        if (Thread.currentThread().threadId() != threadId) {
            throw new IllegalStateException(
                    name.text() + " is not owned by " + Thread.currentThread().getName());
        }
    }

    @Override
    public void execute(Runnable task) {
        execute("a task of its own", task);
    }

    /**
     * Runs the driver's code; any thread.
     *
     * @throws RejectedExecutionException when the lane ended, or too much waits
     */
    void execute(String what, Runnable code) {
        if (pending.incrementAndGet() > MAX_PENDING) {
            pending.decrementAndGet();
            throw new RejectedExecutionException(MAX_PENDING + " messages wait in " + name.text());
        }
        executor.execute(() -> {
            pending.decrementAndGet();
            enter(what, code);
        });
    }

    /** Runs the driver's code later; the lane's thread. */
    Cancellable after(Duration delay, Runnable code) {
        Future<?> timer =
                executor.schedule(
                        () -> enter("a timer", code), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }

    /** Around a wait for the daemon's answer; the lane's thread. */
    void beginWait() {
        waits.incrementAndGet();
    }

    void endWait() {
        waits.incrementAndGet();
    }

    /** Nothing runs any more; what runs now is left alone. Any thread. */
    void close() {
        isOver = true;
        executor.shutdown();
    }

    /** How the lane is found at this beat; the heart's thread. */
    LaneBeat beat(long allocatedBytes) {
        long callsNow = calls.get();
        long waitsNow = waits.get();
        boolean isInside = (callsNow & 1) != 0;
        boolean isWaiting = isInside && (waitsNow & 1) != 0;
        boolean isSameCall = isInside && callsNow == seenCalls;
        beatsInside = isSameCall ? beatsInside + 1 : 0;
        beatsAtWork = isSameCall ? beatsAtWork + (isWaiting ? 0 : 1) : 0;
        beatsWaiting = isWaiting && waitsNow == seenWaits ? beatsWaiting + 1 : 0;
        seenCalls = callsNow;
        seenWaits = waitsNow;
        return new LaneBeat(
                name.jar(),
                name.device(),
                name.text(),
                doing,
                beatsInside,
                beatsAtWork,
                beatsWaiting,
                allocatedBytes);
    }

    boolean isOver() {
        return isOver;
    }

    /** Whether nothing of it is left, not even a call that does not return. */
    boolean isGone() {
        return executor.isTerminated();
    }

    /** The place is this thread's to the end, whoever closed the lane. */
    private void live(Runnable worker) {
        try {
            worker.run();
        } finally {
            place.ifPresent(BlackBox.Place::release);
        }
    }

    private void enter(String what, Runnable code) {
        if (isOver) {
            return;
        }
        doing = what;
        calls.incrementAndGet();
        place.ifPresent(BlackBox.Place::enter);
        try {
            code.run();
        } catch (Throwable e) {
            close();
            failed.accept(e);
        } finally {
            place.ifPresent(BlackBox.Place::leave);
            calls.incrementAndGet();
        }
    }
}
