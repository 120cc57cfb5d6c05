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

    /** How far a connection had come when it ended. */
    enum Progress {
        /** Before its first job, or before we were authorised. */
        OPENING,
        /** Authorised, but with wishes unanswered that were sent not long ago. */
        WISHING,
        /** Beyond all that. */
        MINING
    }

    /** One hang-up may be chance. */
    private static final int HANG_UPS_TO_STOP_WISHING = 2;

    /** Whoever has more to say to people may put it on a page. */
    static final int MAX_MESSAGES_PER_MINUTE = 6;

    private final DialectFinder dialect = new DialectFinder();
    private HandshakeStyle style = HandshakeStyle.PIPELINED;
    private final RateLimit messages =
            new RateLimit(MAX_MESSAGES_PER_MINUTE, Duration.ofMinutes(1));
    private @Nullable Destination redirect;
    private int hangUpsOnWishes;

    DialectFinder dialect() {
        return dialect;
    }

    HandshakeStyle style() {
        return style;
    }

    /** Whether to send what the pool need not answer. */
    boolean takesWishes() {
        return hangUpsOnWishes < HANG_UPS_TO_STOP_WISHING;
    }

    /** Whether the pool may speak to people now. */
    boolean mayTell(long nowNanos) {
        return !messages.isExceeded(nowNanos);
    }

    /** A connection ended: perhaps the pool dislikes how we ask. */
    void ended(Progress reached, Cause cause) {
        switch (reached) {
            case OPENING -> style = mayBeOurManners(cause) ? style.next() : style;
            case WISHING -> hangUpsOnWishes += cause == Cause.CLOSED_BY_PEER ? 1 : 0;
            case MINING -> hangUpsOnWishes = takesWishes() ? 0 : hangUpsOnWishes;
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
