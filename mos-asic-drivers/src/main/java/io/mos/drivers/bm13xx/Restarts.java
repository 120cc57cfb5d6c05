package io.mos.drivers.bm13xx;

import io.mos.core.kernel.Backoff;
import io.mos.core.kernel.Entropy;
import java.time.Duration;
import java.util.ArrayDeque;

/**
 * When a chain that failed is brought up again: after a growing pause, and not more than three
 * times in an hour, for a board that needs more is broken and each power cycle wears it. Owner: the
 * device's thread.
 */
final class Restarts {

    static final int PER_HOUR = 3;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final Backoff backoff;
    private final ArrayDeque<Long> grantedNanos = new ArrayDeque<>();

    Restarts(Entropy entropy) {
        backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, entropy);
    }

    /** How long to wait before the next one; with none left, until the hour is over. */
    Duration next(long nowNanos) {
        while (!grantedNanos.isEmpty() && nowNanos - grantedNanos.peek() >= HOUR.toNanos()) {
            grantedNanos.remove();
        }
        Duration pause = backoff.next();
        if (grantedNanos.size() >= PER_HOUR) {
            Duration rest = Duration.ofNanos(grantedNanos.remove() + HOUR.toNanos() - nowNanos);
            pause = rest.compareTo(pause) > 0 ? rest : pause;
        }
        grantedNanos.add(nowNanos + pause.toNanos());
        return pause;
    }

    /** It has hashed for a while. */
    void onHealthy() {
        backoff.reset();
    }
}
