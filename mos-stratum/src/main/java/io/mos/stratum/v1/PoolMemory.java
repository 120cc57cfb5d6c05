package io.mos.stratum.v1;

import io.mos.stratum.failover.Destination;
import io.mos.stratum.failover.PayoutGuard;
import io.mos.stratum.failover.PoolUrl;
import io.mos.stratum.failover.UpstreamFailure;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one endpoint has taught us, kept between its connections. Owner: the source's loop. */
final class PoolMemory {

    private final DialectFinder dialect = new DialectFinder();
    private HandshakeStyle style = HandshakeStyle.PIPELINED;
    private @Nullable Destination redirect;

    DialectFinder dialect() {
        return dialect;
    }

    HandshakeStyle style() {
        return style;
    }

    /** A connection ended before its first job: perhaps the pool dislikes how we ask. */
    void endedBeforeFirstJob(Cause cause) {
        if (mayBeOurManners(cause)) {
            style = style.next();
        }
    }

    /**
     * The pool wants us elsewhere: the next connection goes there, once, if the guard agrees, and
     * to the configured host otherwise.
     *
     * @return why this connection ends
     */
    UpstreamFailure ordered(PoolCall.Reconnect order, PayoutGuard guard, PoolUrl pool) {
        Optional<Destination> to = guard.redirect(pool, order.host(), order.port());
        to.ifPresent(destination -> redirect = destination);
        String where =
                to.map(destination -> "to " + destination)
                        .orElse("to a foreign host; going to the configured one");
        return new UpstreamFailure(
                Cause.RECONNECT,
                "the pool sends us " + where,
                Duration.ofSeconds(order.waitSeconds()));
    }

    /** Where the next connection goes instead of the configured host; forgotten with this call. */
    Optional<Destination> takeRedirect() {
        Optional<Destination> taken = Optional.ofNullable(redirect);
        redirect = null;
        return taken;
    }

    /** Whether a pool may end a conversation like that because it dislikes how we opened it. */
    private static boolean mayBeOurManners(Cause cause) {
        return cause == Cause.CLOSED_BY_PEER
                || cause == Cause.HANDSHAKE_TIMEOUT
                || cause == Cause.SUBSCRIBE_REFUSED
                || cause == Cause.NOT_JSON;
    }
}
