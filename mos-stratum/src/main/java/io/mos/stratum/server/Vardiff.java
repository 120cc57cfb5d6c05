package io.mos.stratum.server;

import io.mos.core.chain.Difficulty;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Optional;

/**
 * Steers one connection's difficulty towards a number of shares a minute. Pure: time comes with
 * each call. Owner: the session.
 *
 * <p>Adds up the work its shares prove, so that shares of an earlier difficulty count as what they
 * are. Looks every 15 s at the earliest and acts when the rate is off by half or more, so that luck
 * does not move it: with sixteen expected shares that far off happens by chance once in seventeen
 * looks, and the next look takes it back. A burst of 128 shares is looked at immediately, and no
 * share at all where six are due, which is luck once in 400 times.
 */
final class Vardiff {

    private static final Duration LOOK = Duration.ofSeconds(15);

    /** With fewer expected shares than this a look tells nothing. */
    private static final double MIN_EXPECTED = 16;

    private static final double MIN_EXPECTED_OF_NONE = 6;

    private static final double BURST_SHARES = 128;

    private static final double TOLERANCE = 0.5;

    /** No jump beyond this at once: a burst after a reconnect is not a speed. */
    private static final double MAX_STEP = 16;

    /** Below 1 a difficulty keeps so many digits; above it becomes whole, as some firmware asks. */
    private static final MathContext DIGITS = new MathContext(4);

    private final double sharesPerSecond;
    private long sinceNanos;
    private double shares;
    private double work;

    Vardiff(double sharesPerMinute, long nowNanos) {
        sharesPerSecond = sharesPerMinute / 60;
        sinceNanos = nowNanos;
    }

    /** Counts from now on, as when the miner gets its first job. */
    void restart(long nowNanos) {
        sinceNanos = nowNanos;
        shares = 0;
        work = 0;
    }

    void onShare(Difficulty proven) {
        shares++;
        work += proven.value();
    }

    /** Another difficulty, when it is time to look and the rate is off. */
    Optional<Difficulty> look(Difficulty current, long nowNanos) {
        double seconds = (nowNanos - sinceNanos) / 1e9;
        double expected = seconds * sharesPerSecond;
        double needed = shares == 0 ? MIN_EXPECTED_OF_NONE : MIN_EXPECTED;
        boolean isEarly = seconds < LOOK.toSeconds() || expected < needed;
        if (isEarly && shares < BURST_SHARES) {
            return Optional.empty();
        }
        // A burst within no time at all is infinitely fast, and clamped.
        double ratio = Math.clamp(work / current.value() / expected, 1 / MAX_STEP, MAX_STEP);
        restart(nowNanos);
        return Math.abs(ratio - 1) < TOLERANCE ? Optional.empty() : Optional.of(by(current, ratio));
    }

    private static Difficulty by(Difficulty current, double ratio) {
        double ideal = Math.min(current.value() * ratio, Difficulty.MAX_VALUE);
        return Difficulty.of(
                ideal >= 1
                        ? Math.rint(ideal)
                        : BigDecimal.valueOf(ideal).round(DIGITS).doubleValue());
    }
}
