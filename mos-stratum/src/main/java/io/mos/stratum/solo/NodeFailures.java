package io.mos.stratum.solo;

import io.mos.stratum.failover.UpstreamFailure;
import io.mos.stratum.failover.UpstreamFailure.Cause;

/** Says why a node gives no work, in words for the person who runs it. */
final class NodeFailures {

    // Codes of bitcoind's RPC interface (its rpc/protocol.h).
    static final int NOT_CONNECTED = -9;
    static final int INITIAL_DOWNLOAD = -10;
    static final int WARMING_UP = -28;
    static final int UNKNOWN_METHOD = -32601;

    static final int HTTP_UNAUTHORIZED = 401;
    static final int HTTP_FORBIDDEN = 403;
    static final int HTTP_BUSY = 503;

    private NodeFailures() {}

    /** What an unsuccessful call to {@code method} means. */
    static UpstreamFailure of(String method, RpcOutcome<?> outcome) {
        return switch (outcome) {
            case RpcOutcome.Result<?> _ ->
                    throw new IllegalArgumentException(method + " was answered");
            case RpcOutcome.Refusal<?> refusal -> ofRefusal(method, refusal);
            case RpcOutcome.HttpRefusal<?> refusal -> ofStatus(refusal.status());
            case RpcOutcome.UnknownHost<?> unknown ->
                    new UpstreamFailure(
                            Cause.RESOLVE, "the node's name has no address: " + unknown.host());
            case RpcOutcome.NoCredentials<?> none ->
                    new UpstreamFailure(
                            Cause.UNAUTHORIZED, "cannot read the cookie file: " + none.reason());
            case RpcOutcome.Unreachable<?> unreachable ->
                    new UpstreamFailure(
                            Cause.CONNECT,
                            "cannot reach the node: "
                                    + unreachable.reason()
                                    + "; does bitcoind run with server=1?");
            case RpcOutcome.Broken<?> broken ->
                    new UpstreamFailure(
                            Cause.CLOSED_BY_PEER, "the node hung up: " + broken.reason());
            case RpcOutcome.TimedOut<?> timedOut ->
                    new UpstreamFailure(
                            Cause.REPLY_TIMEOUT,
                            "no whole answer to %s within %d s"
                                    .formatted(method, timedOut.after().toSeconds()));
            case RpcOutcome.Malformed<?> malformed ->
                    new UpstreamFailure(
                            Cause.BAD_TEMPLATE,
                            "no proper answer to " + method + ": " + malformed.reason());
        };
    }

    /** The node downloads the chain. */
    static UpstreamFailure syncing(ChainInfo info) {
        return new UpstreamFailure(
                Cause.NODE_NOT_READY,
                "the node is still downloading the chain: block %d of %d"
                        .formatted(info.blocks(), info.headers()));
    }

    static UpstreamFailure wrongNetwork(String chain, SoloPayout payout) {
        return new UpstreamFailure(
                Cause.WRONG_NETWORK,
                "payout address %s does not belong to the node's network, %s"
                        .formatted(payout.address(), chain));
    }

    private static UpstreamFailure ofRefusal(String method, RpcOutcome.Refusal<?> refusal) {
        return switch (refusal.code()) {
            case WARMING_UP -> notReady("the node is starting: " + refusal.message());
            case INITIAL_DOWNLOAD -> notReady("the node is still downloading the chain");
            case NOT_CONNECTED -> notReady("the node has no peers, so its chain may be behind");
            case UNKNOWN_METHOD -> notReady("the node does not offer " + method);
            default ->
                    notReady(
                            "the node refused %s: %s (%d)"
                                    .formatted(method, refusal.message(), refusal.code()));
        };
    }

    private static UpstreamFailure ofStatus(int status) {
        return switch (status) {
            case HTTP_UNAUTHORIZED ->
                    new UpstreamFailure(
                            Cause.UNAUTHORIZED,
                            "the node refuses the user name or password (HTTP 401)");
            case HTTP_FORBIDDEN ->
                    new UpstreamFailure(
                            Cause.UNAUTHORIZED,
                            "the node takes no calls from this address (HTTP 403): see rpcallowip");
            case HTTP_BUSY -> notReady("the node has too many calls waiting (HTTP 503)");
            default ->
                    new UpstreamFailure(
                            Cause.NOT_A_MESSAGE, "what answers is no node (HTTP " + status + ")");
        };
    }

    private static UpstreamFailure notReady(String detail) {
        return new UpstreamFailure(Cause.NODE_NOT_READY, detail);
    }
}
