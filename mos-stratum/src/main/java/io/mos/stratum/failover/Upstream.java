package io.mos.stratum.failover;

import io.mos.core.work.SourceId;

/**
 * One configured endpoint, a pool or the user's node: opens connections to it and remembers between
 * them only what it has learned about its ways. Called on the owning source's loop.
 */
public interface Upstream {

    /** As configured, without credentials; for people and status. */
    String url();

    /**
     * Begins to connect and returns at once; the address is resolved anew each time. Everything
     * that follows, failure included, is told to the listener.
     */
    UpstreamConnection open(Terms terms, UpstreamListener listener);

    /**
     * What the jobs of one connection carry.
     *
     * @param source who they are said to come from
     * @param epoch unique to the connection, growing
     */
    record Terms(SourceId source, long epoch) {}
}
