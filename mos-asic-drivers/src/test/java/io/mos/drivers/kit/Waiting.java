package io.mos.drivers.kit;

import io.mos.core.testkit.VirtualTime;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;

/** How a line in memory passes the time until something happens on it. */
@FunctionalInterface
interface Waiting {

    /** Whether the condition held before the time was over; called with the line's lock. */
    boolean await(Condition changed, BooleanSupplier holds, Duration within);

    /**
     * Moves the clock on from one scheduled task to the next, so that what a test planned happens
     * while a driver waits.
     */
    static Waiting inVirtualTime(VirtualTime time) {
        return (_, holds, within) -> {
            long limitNanos = time.nanos() + within.toNanos();
            while (!holds.getAsBoolean()) {
                long leftNanos = limitNanos - time.nanos();
                if (leftNanos <= 0) {
                    return false;
                }
                Duration left = Duration.ofNanos(leftNanos);
                time.advance(
                        time.untilNext().filter(next -> next.compareTo(left) < 0).orElse(left));
            }
            return true;
        };
    }

    /** Waits for another thread. */
    static Waiting forThreads() {
        return (changed, holds, within) -> {
            long leftNanos = within.toNanos();
            try {
                while (!holds.getAsBoolean()) {
                    if (leftNanos <= 0) {
                        return false;
                    }
                    leftNanos = changed.awaitNanos(leftNanos);
                }
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return holds.getAsBoolean();
            }
        };
    }
}
