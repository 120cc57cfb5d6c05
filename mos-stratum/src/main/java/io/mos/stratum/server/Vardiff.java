package io.mos.stratum.server;

import io.mos.core.chain.Difficulty;
import java.time.Duration;
import java.util.Optional;

/**
 * Steers one connection's difficulty towards a number of shares a minute. Pure: time comes with
 * each call. Owner: the session.
 *
 * <p>Looks every 15 s at the earliest and acts when the rate is off by half or more, so that luck
 * does not move it: at eight expected shares that far off happens by chance about once in six
 * looks, and the next look takes it back.
 */
final class Vardiff {

    private static final Duration LOOK = Duration.ofSeconds(15);

    /** With fewer expected shares than this a look tells nothing. */
    private static final double MIN_EXPECTED = 8;

    private static final double TOLERANCE = 0.5;

    /** No jump beyond this at once: a burst after a reconnect is not a speed. */
    private static final double MAX_STEP = 16;

    private final double sharesPerSecond;
    private final Difficulty lowest;
    private long sinceNanos;
    private double sharesSeen;

    Vardiff(double sharesPerMinute, Difficulty lowest, long nowNanos) {
        sharesPerSecond = sharesPerMinute / 60;
        this.lowest = lowest;
        sinceNanos = nowNanos;
    }

    void onShare() {
        sharesSeen++;
    }

    /** Another difficulty, when it is time to look and the rate is off. */
    Optional<Difficulty> look(Difficulty current, long nowNanos) {
        double seconds = (nowNanos - sinceNanos) / 1e9;
        double expected = seconds * sharesPerSecond;
        boolean isEarly = seconds < LOOK.toSeconds() || expected < MIN_EXPECTED;
        if (isEarly && sharesSeen < MAX_STEP * MIN_EXPECTED) {
            return Optional.empty();
        }
        double ratio = Math.clamp(sharesSeen / expected, 1 / MAX_STEP, MAX_STEP);
        sinceNanos = nowNanos;
        sharesSeen = 0;
        if (Math.abs(ratio - 1) < TOLERANCE) {
            return Optional.empty();
        }
        double wished = Math.max(lowest.value(), current.value() * ratio);
        return wished == current.value() ? Optional.empty() : Optional.of(Difficulty.of(wished));
    }
}
