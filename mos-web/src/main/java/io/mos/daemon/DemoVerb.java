package io.mos.daemon;

import io.mos.cli.ExitCode;
import io.mos.cli.Verbs.DemoRequest;
import io.mos.cli.Verbs.Output;
import io.mos.cli.Verbs.Role;
import io.mos.core.chain.Difficulty;
import io.mos.core.chain.VersionMask;
import io.mos.core.kernel.Kernel;
import io.mos.daemon.config.ConfigInput;
import io.mos.daemon.config.Problem;
import io.mos.daemon.log.LogLevel;
import io.mos.daemon.log.LogLevels;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.server.ServerConfig;
import io.mos.stratum.server.StratumServer;
import io.mos.stratum.server.SyntheticSource;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code mos demo}: a real Stratum server on loopback, and the daemon as it is mining on it.
 * Nothing of the user's configuration is read, so nothing of it can go wrong or be spent.
 */
final class DemoVerb {

    /** Often enough to see a job being replaced, seldom enough to see shares between. */
    private static final Duration BLOCK_INTERVAL = Duration.ofSeconds(20);

    /** About a share a second for a slow board computer; the server steers from there. */
    private static final Difficulty START_DIFFICULTY = Difficulty.of(0.0002);

    private static final Difficulty LOWEST_DIFFICULTY = Difficulty.of(0.00001);
    private static final double SHARES_PER_MINUTE = 60;
    private static final String LOOPBACK = "127.0.0.1";
    private static final String ACCOUNT = "demo.cpu";

    /** Weaker than what the user sets. */
    private static final List<String> DEFAULTS = List.of("site.name=demo", "web.port=0");

    private static final Logger LOG = LoggerFactory.getLogger(DemoVerb.class);

    private final ConfigVerbs configs;
    private final PrintStream out;

    DemoVerb(ConfigVerbs configs, PrintStream out) {
        this.configs = configs;
        this.out = out;
    }

    int run(DemoRequest request) {
        List<String> settings = new ArrayList<>(DEFAULTS);
        settings.addAll(request.settings());
        ConfigInput input = new ConfigInput(Optional.empty(), Map.of(), settings);
        return switch (MosConfig.read(input)) {
            case MosConfig.Read.Bad(List<Problem> problems) -> configs.refuse(problems);
            case MosConfig.Read.Good(MosConfig config) -> run(request, config);
        };
    }

    /** The top frame of a running demo: whatever keeps it from starting ends the process. */
    private int run(DemoRequest request, MosConfig config) {
        // The screen tells what happens; the log is for what goes wrong.
        LogLevels.set(LogLevel.WARN);
        StopSignal signal = StopSignal.install();
        try {
            mine(request, config, signal);
            return signal.stopped(ExitCode.OK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return signal.stopped(ExitCode.FAILED);
        } catch (Exception e) {
            LOG.atError().setCause(e).log("the demo cannot run");
            return signal.stopped(ExitCode.FAILED);
        }
    }

    private void mine(DemoRequest request, MosConfig config, StopSignal signal) throws Exception {
        Ground ground = DaemonWiring.ground(config);
        DemoScreen screen = new DemoScreen(out, surface(), ground.events());
        SyntheticSource chain =
                new SyntheticSource(BLOCK_INTERVAL, ground.time(), ground.entropy());
        StratumServer server = server(chain, ground);
        Kernel pool = new Kernel(List.of(server, chain));
        pool.start();
        try {
            String url = "stratum+tcp://" + LOOPBACK + ":" + server.port();
            MosConfig mining = config.withPools(List.of(PoolConfig.pool(url, ACCOUNT)));
            Daemon daemon = DaemonWiring.wire(mining, Role.ALL, screen::onSnapshot, ground);
            daemon.kernel().start();
            screen.open(url, daemon.page());
            await(signal, request.limit());
            daemon.kernel().close();
        } finally {
            pool.close();
        }
        DemoTally tally = screen.close();
        if (request.output() == Output.JSON) {
            out.println(tally.toJson());
        }
    }

    private static void await(StopSignal signal, Optional<Duration> limit)
            throws InterruptedException {
        if (limit.isEmpty()) {
            signal.await();
        } else if (signal.await(limit.get())) {
            LOG.atDebug().log("stopped before the time was up");
        }
    }

    private static StratumServer server(SyntheticSource chain, Ground ground) {
        ServerConfig config =
                new ServerConfig(
                        LOOPBACK,
                        0,
                        START_DIFFICULTY,
                        LOWEST_DIFFICULTY,
                        SHARES_PER_MINUTE,
                        VersionMask.BIP320);
        return new StratumServer(config, chain, ground.time(), ground.engine(), ground.registry());
    }

    /** The launcher says whether standard output is a terminal; Java cannot tell it alone. */
    private static DemoScreen.Surface surface() {
        return Boolean.getBoolean("mos.terminal")
                ? DemoScreen.Surface.TERMINAL
                : DemoScreen.Surface.PLAIN;
    }
}
