package io.mos.daemon;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.chain.Difficulty;
import io.mos.core.chain.VersionMask;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.TimeSource;
import io.mos.hasher.CpuHashEngine;
import io.mos.stratum.server.ServerConfig;
import io.mos.stratum.server.StratumServer;
import io.mos.stratum.server.SyntheticSource;
import java.io.IOException;
import java.time.Duration;

/** A pool in the test's process with easy shares, for a daemon in another one. */
public final class LoopbackPool implements AutoCloseable {

    /** A share is some 2^16 hashes. */
    private static final Difficulty DIFFICULTY = Difficulty.of(0.000_015);

    private final SyntheticSource chain;
    private final StratumServer server;

    private LoopbackPool(SyntheticSource chain, StratumServer server) {
        this.chain = chain;
        this.server = server;
    }

    /**
     * Starts it.
     *
     * @param blocks the time between two
     * @param sharesPerMinute what it steers a miner to
     */
    public static LoopbackPool start(Duration blocks, double sharesPerMinute, TimeSource time)
            throws IOException, InterruptedException {
        SyntheticSource chain = new SyntheticSource(blocks, time, Entropy.system());
        StratumServer server =
                new StratumServer(
                        new ServerConfig(
                                "127.0.0.1",
                                0,
                                DIFFICULTY,
                                DIFFICULTY,
                                sharesPerMinute,
                                VersionMask.BIP320),
                        chain,
                        time,
                        new CpuHashEngine(),
                        new SimpleMeterRegistry());
        server.start();
        chain.start();
        return new LoopbackPool(chain, server);
    }

    /** Its table in a configuration. */
    public String toml() {
        return """
        [[pools]]
        url = "stratum+tcp://127.0.0.1:%d"
        user = "loopback"
        """
                .formatted(server.port());
    }

    @Override
    public void close() {
        chain.close();
        try {
            server.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while closing", e);
        }
    }
}
