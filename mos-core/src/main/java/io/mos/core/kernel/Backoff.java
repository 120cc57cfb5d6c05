package io.mos.core.kernel;

import java.time.Duration;

/**
 * Growing, jittered pauses between attempts: doubles from {@code first} up to {@code cap}, each
 * pause drawn from the upper half so that a thousand agents do not return in step. Not thread-safe:
 * owned by whoever retries.
 */
public final class Backoff {

    private final Duration first;
    private final Duration cap;
    private final Entropy entropy;
    private Duration current;

    public Backoff(Duration first, Duration cap, Entropy entropy) {
        if (first.isNegative() || first.isZero() || cap.compareTo(first) < 0) {
            throw new IllegalArgumentException("back-off " + first + " to " + cap);
        }
        this.first = first;
        this.cap = cap;
        this.entropy = entropy;
        this.current = first;
    }

    /** The pause to make before the next attempt. */
    public Duration next() {
        Duration whole = current;
        Duration doubled = current.multipliedBy(2);
        current = doubled.compareTo(cap) > 0 ? cap : doubled;
        long nanos = whole.toNanos();
        return Duration.ofNanos((long) (nanos * (0.5 + 0.5 * entropy.nextUnit())));
    }

    /** Starts over; call when the thing has been healthy for a while, not at the first sign. */
    public void reset() {
        current = first;
    }
}
