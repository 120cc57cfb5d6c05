package io.mos.stratum.v1;

import io.mos.stratum.failover.UpstreamFailure;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import java.time.Duration;
import java.util.Optional;

/** How long a session waits for what. Owner: the session. Times are {@code TimeSource.nanos()}. */
final class Patience {

    /** Reliability sheet, fault 2: a pool that does not answer a share this long is dead. */
    static final Duration REPLY_TIMEOUT = Duration.ofSeconds(10);

    /** From connecting to the first job; two replies and one notification at most. */
    static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(15);

    /** How long to go on without an answer to configure, where one step follows another. */
    static final Duration CONFIGURE_PATIENCE = Duration.ofSeconds(3);

    /** A silent pool is asked for a sign of life: with the reply time-out well below 120 s idle. */
    static final Duration READ_IDLE = Duration.ofSeconds(60);

    private long connectedAtNanos;
    private long lastLineAtNanos;

    void onConnected(long nanos) {
        connectedAtNanos = nanos;
        lastLineAtNanos = nanos;
    }

    void onLine(long nanos) {
        lastLineAtNanos = nanos;
    }

    /** Why it is time to give up, if it is; forgets calls that need no answer. */
    Optional<UpstreamFailure> fault(
            long nanos, PendingCalls pending, boolean isReady, boolean hasJob) {
        boolean isDead = !pending.expire(nanos - REPLY_TIMEOUT.toNanos()).isEmpty();
        if (isDead) {
            Cause cause = isReady ? Cause.REPLY_TIMEOUT : Cause.HANDSHAKE_TIMEOUT;
            return fault(cause, "no reply for " + REPLY_TIMEOUT.toSeconds() + " s");
        }
        return !hasJob && nanos - connectedAtNanos > HANDSHAKE_TIMEOUT.toNanos()
                ? fault(
                        Cause.HANDSHAKE_TIMEOUT,
                        "no job within " + HANDSHAKE_TIMEOUT.toSeconds() + " s")
                : Optional.empty();
    }

    /** Whether to ask for a sign of life now; not again before another idle period. */
    boolean isIdle(long nanos) {
        boolean isIdle = nanos - lastLineAtNanos > READ_IDLE.toNanos();
        if (isIdle) {
            lastLineAtNanos = nanos;
        }
        return isIdle;
    }

    /** Whether configure need not be waited for any longer. */
    boolean isConfigureOverdue(long nanos) {
        return nanos - connectedAtNanos > CONFIGURE_PATIENCE.toNanos();
    }

    private static Optional<UpstreamFailure> fault(Cause cause, String detail) {
        return Optional.of(new UpstreamFailure(cause, detail));
    }
}
