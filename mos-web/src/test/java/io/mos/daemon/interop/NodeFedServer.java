package io.mos.daemon.interop;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.chain.Difficulty;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.SystemTime;
import io.mos.core.testkit.ReferenceEngine;
import io.mos.core.work.SourceId;
import io.mos.stratum.NetLoop;
import io.mos.stratum.StratumMetrics;
import io.mos.stratum.failover.FailoverSettings;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.PoolSource;
import io.mos.stratum.failover.SourceRuntime;
import io.mos.stratum.server.ServerConfig;
import io.mos.stratum.server.StratumServer;
import io.mos.stratum.solo.SoloRuntime;
import io.mos.stratum.solo.SoloUpstream;
import java.io.IOException;
import java.util.List;

/** Our embedded Stratum server, whose jobs are a real node's templates. */
final class NodeFedServer implements AutoCloseable {

    private final SystemTime time = new SystemTime();
    private final NetLoop net = new NetLoop();
    private final PoolSource source;
    private final StratumServer server;

    NodeFedServer(PoolConfig node, Difficulty difficulty) throws IOException, InterruptedException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        StratumMetrics metrics = new StratumMetrics(registry);
        SoloRuntime solo = new SoloRuntime(net.eventLoop(), time, Entropy.system(), metrics);
        source =
                new PoolSource(
                        new SourceId("node"),
                        List.of(SoloUpstream.of(node, solo)),
                        new SourceRuntime(
                                net.eventLoop(), time, Entropy.system(), new EventBus<>(), metrics),
                        FailoverSettings.DEFAULT);
        server =
                new StratumServer(
                        ServerConfig.onLoopback(difficulty, 60),
                        source,
                        time,
                        new ReferenceEngine(),
                        registry);
        server.start();
        source.start();
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        try {
            server.close();
            source.close();
            net.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while closing", e);
        } finally {
            time.close();
        }
    }
}
