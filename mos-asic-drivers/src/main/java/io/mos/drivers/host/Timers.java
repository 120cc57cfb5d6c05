package io.mos.drivers.host;

import io.mos.core.kernel.TimeSource.Cancellable;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** What a device's thread is to do later, by time and then by order. Owner: that thread. */
final class Timers {

    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(
                    Comparator.comparingLong(Entry::atNanos).thenComparingLong(Entry::sequence));
    private long sequence;

    Cancellable add(long atNanos, Runnable task) {
        Entry entry = new Entry(atNanos, sequence++, task);
        queue.add(entry);
        return () -> queue.remove(entry);
    }

    /** The next task that is due. */
    Optional<Runnable> due(long nowNanos) {
        Entry next = queue.peek();
        if (next == null || next.atNanos - nowNanos > 0) {
            return Optional.empty();
        }
        queue.remove();
        return Optional.of(next.task);
    }

    /** How long until the next one, at most {@code limit}. */
    Duration untilNext(long nowNanos, Duration limit) {
        Entry next = queue.peek();
        if (next == null) {
            return limit;
        }
        long left = Math.clamp(next.atNanos - nowNanos, 0, limit.toNanos());
        return Duration.ofNanos(left);
    }

    private record Entry(long atNanos, long sequence, Runnable task) {}
}
