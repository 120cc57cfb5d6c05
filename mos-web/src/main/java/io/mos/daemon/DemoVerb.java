package io.mos.daemon;

import io.mos.cli.ExitCode;
import io.mos.cli.Verbs.DemoRequest;
import io.mos.cli.Verbs.Output;
import io.mos.cli.Verbs.Role;
import io.mos.daemon.config.ConfigInput;
import io.mos.daemon.config.Problem;
import io.mos.daemon.log.LogLevel;
import io.mos.daemon.log.LogLevels;
import io.mos.stratum.failover.PoolConfig;
import java.io.IOException;
import java.io.PrintStream;
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

    /** Weaker than what the user sets. */
    private static final List<String> DEFAULTS =
            List.of("site.name=demo", "web.port=0", "drivers.detect-usb=false");

    private static final String OWN_POOL =
            "the demo mines on its own pool; \"mos run\" mines on yours";

    private static final Logger LOG = LoggerFactory.getLogger(DemoVerb.class);

    private final ConfigVerbs configs;
    private final PrintStream out;

    DemoVerb(ConfigVerbs configs, PrintStream out) {
        this.configs = configs;
        this.out = out;
    }

    int run(DemoRequest request) {
        List<Problem> senseless =
                request.settings().stream()
                        .filter(setting -> setting.startsWith("pools."))
                        .map(setting ->
                                new Problem("--set " + setting.replaceAll("=.*", ""), OWN_POOL))
                        .toList();
        if (!senseless.isEmpty()) {
            return configs.refuse(senseless);
        }
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
        } catch (IOException e) {
            // The machine's doing, not ours: its words say what to change, frames would hide them.
            LOG.atError().log("the demo cannot run: {}", e.getMessage());
            LOG.atDebug().setCause(e).log("what it failed at");
            return signal.stopped(ExitCode.FAILED);
        } catch (Exception e) {
            LOG.atError().setCause(e).log("the demo cannot run");
            return signal.stopped(ExitCode.FAILED);
        }
    }

    private void mine(DemoRequest request, MosConfig config, StopSignal signal) throws Exception {
        Ground ground = DaemonWiring.ground(config);
        DemoScreen screen = new DemoScreen(out, surface(), ground.events());
        DemoPool pool = DemoPool.start(ground);
        try (DemoBoards boards = DemoBoards.open(ground)) {
            PoolConfig account = pool.config();
            MosConfig mining = config.withPools(List.of(account)).withBoards(boards.configs());
            Daemon daemon = DaemonWiring.wire(mining, Role.ALL, screen::onSnapshot, ground);
            daemon.start();
            screen.open(account.url(), daemon.page(), request.limit());
            if (signal.await(request.limit())) {
                LOG.atDebug().log("told to stop");
            }
            daemon.kernel().close();
        } finally {
            pool.close();
        }
        DemoTally tally = screen.close();
        if (request.output() == Output.JSON) {
            out.println(tally.toJson());
        }
    }

    /** The launcher says whether standard output is a terminal; Java cannot tell it alone. */
    private static DemoScreen.Surface surface() {
        return Boolean.getBoolean("mos.terminal")
                ? DemoScreen.Surface.TERMINAL
                : DemoScreen.Surface.PLAIN;
    }
}
