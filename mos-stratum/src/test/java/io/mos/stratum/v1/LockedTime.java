package io.mos.stratum.v1;

import io.mos.core.kernel.TimeSource;
import io.mos.core.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Virtual time that the test's thread moves while the net loop reads and schedules. */
final class LockedTime implements TimeSource {

    private final VirtualTime time = new VirtualTime();
    private final List<Runnable> due = new ArrayList<>();

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
        Cancellable cancellable = time.schedule(delay, () -> due.add(task));
        return () -> cancel(cancellable);
    }

    /** Moves on; what becomes due runs outside the lock. */
    void advance(Duration by) {
        List<Runnable> now;
        synchronized (this) {
            time.advance(by);
            now = List.copyOf(due);
            due.clear();
        }
        now.forEach(Runnable::run);
    }

    private synchronized void cancel(Cancellable cancellable) {
        cancellable.cancel();
    }
}
