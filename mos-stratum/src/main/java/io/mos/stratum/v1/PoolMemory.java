package io.mos.stratum.v1;

import io.mos.stratum.failover.Destination;
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
    void handshakeFailed() {
        style = style.next();
    }

    /** The next connection goes there, once; the guard has agreed. */
    void redirectTo(Destination destination) {
        redirect = destination;
    }

    /** Where the next connection goes instead of the configured host; forgotten with this call. */
    Optional<Destination> takeRedirect() {
        Optional<Destination> taken = Optional.ofNullable(redirect);
        redirect = null;
        return taken;
    }
}
