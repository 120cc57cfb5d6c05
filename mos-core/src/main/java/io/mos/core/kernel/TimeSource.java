package io.mos.core.kernel;

import java.time.Duration;
import java.time.Instant;

/**
 * The only clock: wall time for people, monotonic time for timers, and a way to run something
 * later. Production uses {@link SystemTime}; tests use the test-jar's VirtualTime.
 */
public interface TimeSource {

    /** Wall-clock time; may jump. For display, logs and protocol fields, never for timers. */
    Instant now();

    /** Monotonic nanoseconds from an arbitrary origin; only differences mean anything. */
    long nanos();

    /**
     * Runs a task once after a delay, on the timer's own thread. The task must only hand over
     * (offer to a mailbox, fill a slot): whatever it does delays every other timer.
     */
    Cancellable schedule(Duration delay, Runnable task);

    /** Something that can be called off; calling twice or too late does nothing. */
    @FunctionalInterface
    interface Cancellable {
        void cancel();
    }
}
