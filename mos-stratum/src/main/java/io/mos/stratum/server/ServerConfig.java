package io.mos.stratum.server;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.VersionMask;

/**
 * How a server treats its miners.
 *
 * @param host address to listen on
 * @param port 0 for any free one
 * @param startDifficulty what a miner gets before anything is known of it, unless the source asks
 *     for less
 * @param minDifficulty the easiest a miner can wish for or be given
 * @param sharesPerMinute what the difficulty of each connection is steered towards
 * @param versionMask the bits miners may roll
 */
public record ServerConfig(
        String host,
        int port,
        Difficulty startDifficulty,
        Difficulty minDifficulty,
        double sharesPerMinute,
        VersionMask versionMask) {

    private static final int MAX_PORT = 65_535;

    public ServerConfig {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port " + port);
        }
        if (!(sharesPerMinute > 0 && Double.isFinite(sharesPerMinute))) {
            throw new IllegalArgumentException(sharesPerMinute + " shares per minute");
        }
        if (startDifficulty.compareTo(minDifficulty) < 0) {
            throw new IllegalArgumentException("the start difficulty is below the lowest");
        }
    }

    /** A pool for this machine alone, at any free port. */
    public static ServerConfig onLoopback(Difficulty difficulty, double sharesPerMinute) {
        return new ServerConfig(
                "127.0.0.1", 0, difficulty, difficulty, sharesPerMinute, VersionMask.BIP320);
    }
}
