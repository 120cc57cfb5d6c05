package io.mos.stratum.server;

import java.time.Duration;

/**
 * What one miner, or somebody who claims to be one, can take from a server.
 *
 * @param maxConnections of all miners together
 * @param maxConnectionsPerAddress of the miners behind one address
 * @param handshake from the connection to subscribed and authorised
 * @param silence of a working miner
 * @param maxPendingBytes of what a miner does not read
 * @param callBurst calls at once
 * @param callsPerSecond calls in the long run
 */
record ServerLimits(
        int maxConnections,
        int maxConnectionsPerAddress,
        Duration handshake,
        Duration silence,
        int maxPendingBytes,
        int callBurst,
        int callsPerSecond) {

    /**
     * A farm of ten thousand behind one NAT address, with room. Miners send their handshake at once
     * or take a round trip for each step: 30 s are plenty. One that is steered towards some shares
     * a minute is heard of far more often than every 15 min. 128 kB are some sixty jobs on top of
     * what the kernel holds. Steering takes a quarter of a second to slow down the fastest miner
     * (see {@link Vardiff}), which is less than 2,000 shares even of a large one.
     */
    static final ServerLimits STANDARD =
            new ServerLimits(
                    20_000,
                    10_000,
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(15),
                    128 * 1024,
                    2_000,
                    500);

    /** Jobs miners may still work on between two clean ones: half an hour of one each 30 s. */
    static final int MAX_JOBS = 64;

    /** Worker names per connection: a rental farm authorises a few. */
    static final int MAX_WORKERS = 64;

    /** All worker names of a connection together. */
    static final int MAX_WORKER_CHARS = 4_096;

    /**
     * An extension's code becomes a name in our answer, and readers bound names; the longest there
     * is has 20 ({@code subscribe-extranonce}).
     */
    static final int MAX_EXTENSION_CHARS = 40;

    /** nTime may lie this far ahead of our clock (consensus rule: two hours). */
    static final Duration NTIME_AHEAD = Duration.ofHours(2);
}
