package io.mos.stratum.bench;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.agent.Agent;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.SystemTime;
import io.mos.core.link.FleetMessage;
import io.mos.core.link.SiteLink;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.testkit.ReferenceEngine;
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

/** A whole client over mock pools, as the daemon wires it: source, agent and one device. */
final class BenchSource implements AutoCloseable {

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final EventBus<FleetEvent> events = new EventBus<>();
    private final SystemTime time = new SystemTime();
    private final NetLoop net = new NetLoop();
    private final PoolSource source;
    private final Agent agent;

    /**
     * @param onFirstHash called on the device's thread right after the first hash of new work
     */
    BenchSource(Consumer<Job> onFirstHash, MockPool... pools) throws IOException {
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
        agent =
                new Agent(
                        new Agent.SiteInfo("bench", "bench"),
                        time,
                        new ReferenceEngine(),
                        events,
                        registry,
                        new NoLink());
        agent.addSource(source, 1);
        agent.addDevice(
                new DeviceId("bench"),
                listener -> new BenchDevice(new DeviceId("bench"), time, listener, onFirstHash));
        agent.start();
        source.start();
    }

    /** Shares the agent has recorded with this verdict. */
    long shares(String verdict) {
        Counter counter = registry.find("mos_agent_shares").tag("verdict", verdict).counter();
        return counter == null ? 0 : (long) counter.count();
    }

    long judged() {
        return shares("accepted") + shares("rejected") + shares("stale") + shares("unanswered");
    }

    @Override
    public void close() {
        try {
            agent.close();
            source.close();
            net.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        time.close();
    }

    /** Nobody reads the reports. */
    private static final class NoLink implements SiteLink {

        @Override
        public boolean send(FleetMessage message) {
            return true;
        }

        @Override
        public void onMessage(Consumer<FleetMessage> receiver) {}
    }
}
