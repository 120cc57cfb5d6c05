package io.mos.core.testkit;

import io.mos.core.kernel.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * A clock that moves only when a test says so. Tasks run on the test's thread inside {@link
 * #advance}, in order of time and then of scheduling. Not thread-safe.
 */
public final class VirtualTime implements TimeSource {

    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(
                    Comparator.comparingLong(Entry::atNanos).thenComparingLong(Entry::sequence));
    private Instant wall;
    private long nanos;
    private long sequence;

    /** Starts at a fixed wall time, so that a failing test fails the same way tomorrow. */
    public VirtualTime() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    public VirtualTime(Instant start) {
        wall = start;
    }

    @Override
    public Instant now() {
        return wall.plusNanos(nanos);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        Entry entry = new Entry(nanos + delay.toNanos(), sequence++, task);
        queue.add(entry);
        return () -> queue.remove(entry);
    }

    /** Moves on, running what becomes due, also what that schedules in turn. */
    public void advance(Duration by) {
        long until = nanos + by.toNanos();
        while (!queue.isEmpty() && queue.peek().atNanos() <= until) {
            Entry due = queue.remove();
            nanos = Math.max(nanos, due.atNanos());
            due.task().run();
        }
        nanos = until;
    }

    /** Jumps the wall clock alone, as NTP or a person does. */
    public void jumpWall(Duration by) {
        wall = wall.plus(by);
    }

    /** How far off the next task is, so that a test need not tiptoe there. */
    public Optional<Duration> untilNext() {
        return Optional.ofNullable(queue.peek())
                .map(next -> Duration.ofNanos(Math.max(0, next.atNanos() - nanos)));
    }

    /** How many tasks wait. */
    public int scheduled() {
        return queue.size();
    }

    private record Entry(long atNanos, long sequence, Runnable task) {}
}
