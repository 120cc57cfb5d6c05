package io.mos.stratum.failover;

import java.time.Duration;
import java.util.Locale;

/**
 * Why a connection ended.
 *
 * @param detail what was seen and what was expected, for people; no credentials
 * @param retryAfter the peer's wish, at least this long before the next attempt
 */
public record UpstreamFailure(Cause cause, String detail, Duration retryAfter) {

    /** With no wish about when to come back. */
    public UpstreamFailure(Cause cause, String detail) {
        this(cause, detail, Duration.ZERO);
    }

    /** Bounded, so that it can label a metric. */
    public enum Cause {
        /** The name has no address, or no answer. */
        RESOLVE,
        /** Refused, unreachable or no answer in time. */
        CONNECT,
        /** The SOCKS proxy did not get us there. */
        PROXY,
        /** The TLS handshake failed, or the certificate is not the expected one. */
        TLS,
        /** The peer closed or reset the connection. */
        CLOSED_BY_PEER,
        /** Connected, but no work within the time for a handshake. */
        HANDSHAKE_TIMEOUT,
        /** The pool refused the subscription or answered it with nonsense. */
        SUBSCRIBE_REFUSED,
        /** The pool or node refused the account or the credentials. */
        UNAUTHORIZED,
        /** A request was not answered in time. */
        REPLY_TIMEOUT,
        /** No job for too long. */
        NO_JOB,
        /** Most shares were refused for a while. */
        REJECTS,
        LINE_TOO_LONG,
        NOT_JSON,
        BEYOND_LIMITS,
        NOT_A_MESSAGE,
        WRONG_PARAMETERS,
        BAD_DIFFICULTY,
        /** More lines or jobs than any pool has reason to send. */
        FLOOD,
        /** The pool asked us to connect anew. */
        RECONNECT,
        /** The user's policy forbids it. */
        POLICY,
        /** The node is still syncing or has no peers. */
        NODE_NOT_READY,
        /** The node is on another chain than the payout address. */
        WRONG_NETWORK,
        /** The node's template makes no sense. */
        BAD_TEMPLATE,
        /** We ended it, as for the return to a better endpoint. */
        ENDED_HERE;

        /** For metrics, such as {@code reply-timeout}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /**
         * Whether only another configuration will mend it. Such an endpoint is still tried now and
         * then: pools have been wrong about accounts.
         */
        public boolean isRefusal() {
            return this == UNAUTHORIZED || this == POLICY || this == WRONG_NETWORK;
        }
    }
}
