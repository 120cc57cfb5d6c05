package io.mos.stratum.server;

import java.time.Duration;

/** What one miner, or somebody who claims to be one, can take from a server. */
final class ServerLimits {

    /** A farm of ten thousand behind one site, with room. */
    static final int MAX_CONNECTIONS = 20_000;

    /** Miners behind one NAT address; loopback carries load tests. */
    static final int MAX_CONNECTIONS_PER_ADDRESS = 10_000;

    /** Miners send their whole handshake at once; slow ones have a round trip for each step. */
    static final Duration HANDSHAKE = Duration.ofSeconds(30);

    /**
     * A miner steered towards some shares a minute is heard at least this often; cgminer's kind of
     * client is silent only between shares.
     */
    static final Duration SILENCE = Duration.ofMinutes(15);

    /** A miner that does not read for so long that this much waits is gone: hundreds of jobs. */
    static final int MAX_PENDING_BYTES = 256 * 1024;

    /** Far above any miner's shares at the lowest sensible difficulty. */
    static final int MAX_CALLS_PER_SECOND = 500;

    /** Shares remembered per connection between two clean jobs to refuse the second one. */
    static final int MAX_REMEMBERED_SHARES = 8_192;

    /** Jobs miners may still work on between two clean ones. */
    static final int MAX_JOBS = 64;

    /** Worker names per connection: a rental farm authorises a few. */
    static final int MAX_WORKERS = 64;

    /** nTime may lie this far ahead of our clock (consensus rule: two hours). */
    static final Duration NTIME_AHEAD = Duration.ofHours(2);

    private ServerLimits() {}
}
