package io.mos.hasher;

import java.time.Duration;

/**
 * When the CPU stands in for boards: after a while in which none hashed, until one returns. A pure
 * state machine; time comes with each observation.
 */
final class FallbackPolicy {

    /** As users know it: a reboot or a re-plugged cable is no reason yet. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private long lastHashedNanos;
    private boolean isStandingIn;

    FallbackPolicy(long startNanos) {
        lastHashedNanos = startNanos;
    }

    /** What an observation changes. */
    enum Change {
        NONE,
        START,
        STOP
    }

    /** Some board hashes at this moment. */
    Change onBoardHashing(long nowNanos) {
        lastHashedNanos = nowNanos;
        if (!isStandingIn) {
            return Change.NONE;
        }
        isStandingIn = false;
        return Change.STOP;
    }

    /** No board hashes at this moment, or there is none. */
    Change onNoBoardHashing(long nowNanos) {
        if (isStandingIn || nowNanos - lastHashedNanos < PATIENCE.toNanos()) {
            return Change.NONE;
        }
        isStandingIn = true;
        return Change.START;
    }
}
