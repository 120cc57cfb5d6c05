package io.mos.stratum.failover;

import java.time.Duration;
import java.util.ArrayDeque;

/** At most so many connection attempts per minute, over all endpoints of a source. */
final class AttemptBudget {

    /** Reliability sheet, fault 1: reconnects at most 20 a minute. */
    static final int MAX_PER_MINUTE = 20;

    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

    private final ArrayDeque<Long> attempts = new ArrayDeque<>();

    /** Whether one more attempt is allowed now. */
    boolean allows(long nowNanos) {
        while (!attempts.isEmpty() && nowNanos - attempts.peekFirst() >= WINDOW_NANOS) {
            attempts.removeFirst();
        }
        return attempts.size() < MAX_PER_MINUTE;
    }

    void spend(long nowNanos) {
        attempts.addLast(nowNanos);
    }
}
