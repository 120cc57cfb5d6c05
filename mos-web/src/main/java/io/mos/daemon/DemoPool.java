package io.mos.daemon;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.VersionMask;
import io.mos.core.kernel.Kernel;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.server.ServerConfig;
import io.mos.stratum.server.StratumServer;
import io.mos.stratum.server.SyntheticSource;
import java.time.Duration;
import java.util.List;

/** A real Stratum server on loopback, with work of a chain that exists only here. */
final class DemoPool {

    /** Often enough to see a job being replaced, seldom enough to see shares between. */
    private static final Duration BLOCK_INTERVAL = Duration.ofSeconds(20);

    /** About a share a second for a slow board computer; the server steers from there. */
    private static final Difficulty START_DIFFICULTY = Difficulty.of(0.0002);

    private static final Difficulty LOWEST_DIFFICULTY = Difficulty.of(0.00001);
    private static final double SHARES_PER_MINUTE = 60;
    private static final String LOOPBACK = "127.0.0.1";
    private static final String ACCOUNT = "demo.cpu";

    private final Kernel kernel;
    private final StratumServer server;

    private DemoPool(Kernel kernel, StratumServer server) {
        this.kernel = kernel;
        this.server = server;
    }

    /** Starts one on a free port. */
    static DemoPool start(Ground ground) throws Exception {
        SyntheticSource chain =
                new SyntheticSource(BLOCK_INTERVAL, ground.time(), ground.entropy());
        ServerConfig config =
                new ServerConfig(
                        LOOPBACK,
                        0,
                        START_DIFFICULTY,
                        LOWEST_DIFFICULTY,
                        SHARES_PER_MINUTE,
                        VersionMask.BIP320);
        StratumServer server =
                new StratumServer(config, chain, ground.time(), ground.engine(), ground.registry());
        Kernel kernel = new Kernel(List.of(server, chain));
        kernel.start();
        return new DemoPool(kernel, server);
    }

    /** How a miner reaches it. */
    PoolConfig config() {
        return PoolConfig.pool("stratum+tcp://" + LOOPBACK + ":" + server.port(), ACCOUNT);
    }

    void close() throws Exception {
        kernel.close();
    }
}
