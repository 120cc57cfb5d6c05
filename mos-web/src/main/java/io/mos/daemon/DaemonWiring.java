package io.mos.daemon;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mos.cli.MosCommand;
import io.mos.cli.Verbs.Role;
import io.mos.core.agent.Agent;
import io.mos.core.fleet.FleetController;
import io.mos.core.kernel.DaemonModule;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.Health;
import io.mos.core.kernel.Kernel;
import io.mos.core.kernel.SystemTime;
import io.mos.core.link.LocalLink;
import io.mos.core.telemetry.SiteSnapshot;
import io.mos.core.work.SourceId;
import io.mos.daemon.log.EventLog;
import io.mos.hasher.CpuHashEngine;
import io.mos.stratum.NetLoop;
import io.mos.stratum.StratumMetrics;
import io.mos.stratum.failover.PayoutGuard;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.PoolSource;
import io.mos.stratum.failover.SourceRuntime;
import io.mos.stratum.failover.Upstream;
import io.mos.stratum.solo.SoloRuntime;
import io.mos.stratum.solo.SoloUpstream;
import io.mos.stratum.v1.V1Runtime;
import io.mos.stratum.v1.V1Upstream;
import io.mos.web.http.WebFeeds;
import io.mos.web.http.WebServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Builds one daemon out of its modules, by plain constructors, in the order they start. They stop
 * in reverse: web, controller, agent (devices idle, shares flushed), pools, network, log.
 */
final class DaemonWiring {

    private static final SourceId POOLS = new SourceId("pools");

    private final MosConfig config;
    private final Consumer<SiteSnapshot> watcher;
    private final Ground ground;
    private final LocalLink link = new LocalLink();
    private final List<DaemonModule> modules = new ArrayList<>();

    private DaemonWiring(MosConfig config, Consumer<SiteSnapshot> watcher, Ground ground) {
        this.config = config;
        this.watcher = watcher;
        this.ground = ground;
    }

    /** The machine's clock and randomness; metrics are kept only where a page shows them. */
    static Ground ground(MosConfig config) {
        return new Ground(
                new SystemTime(),
                Entropy.system(),
                new EventBus<>(),
                config.web().isEnabled()
                        ? new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)
                        : new CompositeMeterRegistry(),
                new CpuHashEngine());
    }

    /**
     * A daemon that is not started yet, except for its hashing threads, which idle.
     *
     * @param watcher sees the agent's process image once a second, on the agent loop
     * @throws IOException when a pool's password cannot be read
     */
    static Daemon wire(MosConfig config, Role role, Consumer<SiteSnapshot> watcher, Ground ground)
            throws IOException {
        return new DaemonWiring(config, watcher, ground).wire(role);
    }

    private Daemon wire(Role role) throws IOException {
        modules.add(new EventLog(ground.time(), ground.events()));
        if (role != Role.CONTROLLER) {
            addAgent();
        }
        // The page tells the health of a kernel that is built after it.
        AtomicReference<Supplier<Map<String, Health>>> health = new AtomicReference<>(Map::of);
        Optional<WebServer> web = Optional.empty();
        if (role != Role.AGENT) {
            web = addController(() -> health.get().get());
        }
        Kernel kernel = new Kernel(modules);
        health.set(kernel::health);
        return new Daemon(kernel, web);
    }

    private void addAgent() throws IOException {
        NetLoop net = new NetLoop();
        PoolSource pools = pools(net);
        Agent.SiteInfo site = new Agent.SiteInfo(config.site().name(), MosCommand.version());
        Agent agent =
                new Agent(
                        site,
                        ground.time(),
                        ground.engine(),
                        ground.events(),
                        ground.registry(),
                        link.agentEnd());
        agent.addSource(pools, 1);
        new CpuWiring(ground).add(agent, config.hasher());
        agent.onSnapshot(watcher);
        modules.addAll(List.of(net, pools, agent));
        modules.addAll(new BoardWiring(ground, StateFolder.ofThisProcess()).wire(agent, config));
    }

    private PoolSource pools(NetLoop net) throws IOException {
        StratumMetrics metrics = new StratumMetrics(ground.registry());
        V1Runtime runtime =
                new V1Runtime(
                        net.eventLoop(),
                        ground.time(),
                        new PayoutGuard(config.pools()),
                        metrics,
                        "mos/" + MosCommand.version());
        SoloRuntime solo =
                new SoloRuntime(net.eventLoop(), ground.time(), ground.entropy(), metrics);
        List<Upstream> upstreams = new ArrayList<>();
        for (PoolConfig pool : config.pools()) {
            upstreams.add(
                    pool.parsedUrl().isStratum()
                            ? V1Upstream.open(pool, runtime)
                            : SoloUpstream.of(pool, solo));
        }
        return new PoolSource(
                POOLS,
                upstreams,
                new SourceRuntime(
                        net.eventLoop(), ground.time(), ground.entropy(), ground.events(), metrics),
                config.failover());
    }

    private Optional<WebServer> addController(Supplier<Map<String, Health>> health) {
        FleetController controller =
                new FleetController(ground.time(), List.of(link.controllerEnd()));
        modules.add(controller);
        if (!(ground.registry() instanceof PrometheusMeterRegistry registry)) {
            return Optional.empty();
        }
        WebFeeds feeds = new WebFeeds(controller::view, health, registry);
        WebServer web = new WebServer(config.web().config(), feeds, ground.time());
        modules.add(web);
        return Optional.of(web);
    }
}
