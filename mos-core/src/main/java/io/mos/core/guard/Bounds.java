package io.mos.core.guard;

import java.time.Duration;

/**
 * How long hash power may stay on at most, and what follows for the guardian's patience.
 *
 * <p>The worst case: a sensor passes its limit right after it was read. The rest of that turn runs
 * out, with the fan and one request of the driver to serve; the next sample tells; the cut follows.
 * All of them at their limits:
 *
 * <pre>
 * {@link #TURN}  = sample 400 + fan 300 + request 300 ms             = 1,000 ms to the next sample
 * seen           = TURN + sample 400                                 = 1,400 ms
 * {@link #HEAT}  = seen + cut 300 = 1,700 ms                        &lt;= 2,000 ms
 * </pre>
 *
 * <p>What must last for a while before it counts is measured from the start of the last sample that
 * was good, and found at the end of one, {@link #SEEN} apart at worst. So a patience is its bound
 * less {@link #SEEN} and the cut. A period of 500 ms lets two samples fail within the shortest
 * patience: a damaged answer is no reason to stop a board. A shorter period would not lower the
 * worst case, which is made of time-outs.
 */
final class Bounds {

    /** From one sample's start to the next, unless the bus is slow. */
    static final Duration PERIOD = Duration.ofMillis(500);

    /** Issue 3 §4: over a limit. */
    static final Duration HEAT = Duration.ofSeconds(2);

    /** Issue 3 §4: no valid sample. */
    static final Duration NO_SAMPLE = Duration.ofSeconds(3);

    /** Issue 3 §4: a fan that stands. */
    static final Duration FAN = Duration.ofSeconds(5);

    /** Reliability goal: hash power off after a missed heartbeat. */
    static final Duration DRIVER = Duration.ofSeconds(5);

    /** From one sample's start to the next at worst. */
    static final Duration TURN =
            ProtectedBoard.SAMPLE_LIMIT.plus(ProtectedBoard.ACTION_LIMIT.multipliedBy(2));

    /** From what happens to the end of the sample that shows it, at worst. */
    static final Duration SEEN = TURN.plus(ProtectedBoard.SAMPLE_LIMIT);

    private Bounds() {}

    /** How long a condition may last until it must be acted on at the end of a sample. */
    static Duration patience(Duration bound) {
        Duration patience = bound.minus(SEEN).minus(ProtectedBoard.ACTION_LIMIT);
        return patience.isNegative() ? Duration.ZERO : patience;
    }
}
