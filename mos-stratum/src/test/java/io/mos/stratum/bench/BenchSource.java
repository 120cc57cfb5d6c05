package io.mos.stratum.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.SystemTime;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.work.Job;
import io.mos.core.work.SourceId;
import io.mos.stratum.NetLoop;
import io.mos.stratum.StratumMetrics;
import io.mos.stratum.failover.FailoverSettings;
import io.mos.stratum.failover.PayoutGuard;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.PoolSource;
import io.mos.stratum.failover.SourceRuntime;
import io.mos.stratum.mockpool.MockPool;
import io.mos.stratum.v1.V1Runtime;
import io.mos.stratum.v1.V1Upstream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A whole client, as the daemon wires it, over mock pools. */
final class BenchSource implements AutoCloseable {

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final EventBus<FleetEvent> events = new EventBus<>();
    final BenchMiner miner;
    private final SystemTime time = new SystemTime();
    private final NetLoop net = new NetLoop();
    private final PoolSource source;

    BenchSource(Consumer<Job> onJob, MockPool... pools) throws IOException {
        List<PoolConfig> configs =
                Arrays.stream(pools).map(pool -> PoolConfig.pool(pool.url(), "me.w1")).toList();
        StratumMetrics metrics = new StratumMetrics(registry);
        V1Runtime runtime =
                new V1Runtime(
                        net.eventLoop(), time, new PayoutGuard(configs), metrics, "mos/bench");
        List<V1Upstream> upstreams = new ArrayList<>();
        for (PoolConfig config : configs) {
            upstreams.add(V1Upstream.open(config, runtime));
        }
        source =
                new PoolSource(
                        new SourceId("pools"),
                        upstreams,
                        new SourceRuntime(net.eventLoop(), time, Entropy.system(), events, metrics),
                        FailoverSettings.DEFAULT);
        miner = new BenchMiner(source, onJob);
        miner.start();
        source.start();
    }

    @Override
    public void close() {
        try {
            miner.stop();
            source.close();
            net.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        time.close();
    }
}
