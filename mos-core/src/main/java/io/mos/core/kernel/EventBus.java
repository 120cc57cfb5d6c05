package io.mos.core.kernel;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells the log, the metrics and the web face what happened; never used for control flow. Each
 * subscriber has its own ring that drops the oldest event when full and counts the drops, so that a
 * slow reader costs nobody else anything. Thread-safe.
 */
public final class EventBus<E> {

    private final List<Subscription<E>> subscriptions = new CopyOnWriteArrayList<>();

    /** Hands an event to every ring; never blocks. */
    public void publish(E event) {
        subscriptions.forEach(subscription -> subscription.add(event));
    }

    /**
     * A new ring of at most {@code capacity} events.
     *
     * @param wake called on the publisher's thread when the ring was empty; must only hand over
     */
    public Subscription<E> subscribe(int capacity, Runnable wake) {
        Subscription<E> subscription = new Subscription<>(capacity, wake, subscriptions::remove);
        subscriptions.add(subscription);
        return subscription;
    }

    /** One reader's ring. Thread-safe. */
    public static final class Subscription<E> implements AutoCloseable {

        private final int capacity;
        private final Runnable wake;
        private final Consumer<Subscription<E>> onClose;
        private final ArrayDeque<E> ring = new ArrayDeque<>();
        private long dropped;

        private Subscription(int capacity, Runnable wake, Consumer<Subscription<E>> onClose) {
            this.capacity = capacity;
            this.wake = wake;
            this.onClose = onClose;
        }

        /** Takes everything that waits, oldest first. */
        public synchronized List<E> drain() {
            List<E> events = List.copyOf(ring);
            ring.clear();
            return events;
        }

        /** How many events this reader missed since it subscribed. */
        public synchronized long dropped() {
            return dropped;
        }

        @Override
        public void close() {
            onClose.accept(this);
        }

        private void add(E event) {
            boolean wasEmpty;
            synchronized (this) {
                wasEmpty = ring.isEmpty();
                if (ring.size() == capacity) {
                    ring.removeFirst();
                    dropped++;
                }
                ring.addLast(event);
            }
            if (wasEmpty) {
                wake.run();
            }
        }
    }
}
