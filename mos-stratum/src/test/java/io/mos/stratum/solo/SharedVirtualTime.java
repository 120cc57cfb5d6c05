package io.mos.stratum.solo;

import io.mos.core.kernel.TimeSource;
import io.mos.core.testkit.Await;
import io.mos.core.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Virtual time for a test whose sockets are real: loops ask it while the test moves it. */
final class SharedVirtualTime implements TimeSource {

    private final VirtualTime time = new VirtualTime();
    private final List<Long> due = new ArrayList<>();

    @Override
    public synchronized Instant now() {
        return time.now();
    }

    @Override
    public synchronized long nanos() {
        return time.nanos();
    }

    @Override
    public synchronized Cancellable schedule(Duration delay, Runnable task) {
        long dueNanos = time.nanos() + delay.toNanos();
        due.add(dueNanos);
        Cancellable scheduled =
                time.schedule(
                        delay,
                        () -> {
                            due.remove(dueNanos);
                            task.run();
                        });
        return () -> {
            synchronized (this) {
                due.remove(dueNanos);
                scheduled.cancel();
            }
        };
    }

    /** Waits until something is due that soon, then moves there. */
    void passPause(Duration atMost) {
        Await.until("something is due within " + atMost, () -> isDueWithin(atMost));
        advance(atMost);
    }

    private synchronized boolean isDueWithin(Duration atMost) {
        return due.stream().anyMatch(nanos -> nanos - time.nanos() <= atMost.toNanos());
    }

    synchronized void advance(Duration by) {
        time.advance(by);
    }

    synchronized int scheduled() {
        return time.scheduled();
    }
}
