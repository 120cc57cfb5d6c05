package io.mos.hasher;

import io.mos.core.kernel.TimeSource;
import java.time.Duration;

/**
 * Keeps a device from claiming more nonces than anybody can judge: on a test chain every other hash
 * is one. A bucket of claims that refills with time. Thread-safe.
 */
final class ClaimLimit {

    private static final int CLAIMS_PER_SECOND = 200;

    /** What a batch may find at once without waiting. */
    private static final int BURST = 50;

    private final TimeSource time;
    private double tokens = BURST;
    private long lastNanos;

    ClaimLimit(TimeSource time) {
        this.time = time;
        lastNanos = time.nanos();
    }

    /** Takes the right to one claim; how long to wait before making it. */
    synchronized Duration take() {
        long now = time.nanos();
        double earned = (now - lastNanos) / 1e9 * CLAIMS_PER_SECOND;
        tokens = Math.min(BURST, tokens + earned) - 1;
        lastNanos = now;
        return tokens >= 0
                ? Duration.ZERO
                : Duration.ofNanos((long) (-tokens / CLAIMS_PER_SECOND * 1e9));
    }
}
