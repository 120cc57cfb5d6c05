package io.mos.stratum.v1;

import java.time.Duration;

/** Counts events per window and says when there are too many. Owner: the session. */
final class RateLimit {

    private final int maxPerWindow;
    private final long windowNanos;
    private long windowStartNanos;
    private int count;

    RateLimit(int maxPerWindow, Duration window) {
        this.maxPerWindow = maxPerWindow;
        this.windowNanos = window.toNanos();
    }

    /** Counts one event; whether it is one too many. */
    boolean isExceeded(long nowNanos) {
        if (count == 0 || nowNanos - windowStartNanos >= windowNanos) {
            windowStartNanos = nowNanos;
            count = 0;
        }
        return ++count > maxPerWindow;
    }
}
