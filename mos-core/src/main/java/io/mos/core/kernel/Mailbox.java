package io.mos.core.kernel;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A bounded queue into a single owner: any thread offers, one takes. A full mailbox refuses, counts
 * the refusal and never blocks the sender.
 */
public final class Mailbox<T> {

    private final LinkedBlockingQueue<T> queue;
    private final LongAdder refused = new LongAdder();

    public Mailbox(int capacity) {
        queue = new LinkedBlockingQueue<>(capacity);
    }

    /** Whether the item was taken in; false when full. */
    public boolean offer(T item) {
        boolean accepted = queue.offer(item);
        if (!accepted) {
            refused.increment();
        }
        return accepted;
    }

    /** The oldest item, without waiting. */
    public Optional<T> poll() {
        return Optional.ofNullable(queue.poll());
    }

    /** The oldest item, waiting at most {@code limit}. */
    public Optional<T> take(Duration limit) throws InterruptedException {
        return Optional.ofNullable(queue.poll(limit.toNanos(), TimeUnit.NANOSECONDS));
    }

    public int size() {
        return queue.size();
    }

    /** How many offers were turned away since the start. */
    public long refused() {
        return refused.sum();
    }
}
