package io.mos.daemon;

import io.mos.cli.ExitCode;
import io.mos.cli.MosCommand;
import io.mos.cli.Verbs.Role;
import io.mos.cli.Verbs.RunRequest;
import io.mos.daemon.config.Problem;
import io.mos.daemon.log.LogLevels;
import io.mos.daemon.log.StatusLine;
import io.mos.stratum.failover.PoolConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code mos run}: starts a daemon, tells what started, stops it when asked to. */
final class RunVerb {

    private static final Logger LOG = LoggerFactory.getLogger(RunVerb.class);

    private final ConfigVerbs configs;

    RunVerb(ConfigVerbs configs) {
        this.configs = configs;
    }

    int run(RunRequest request) {
        return switch (configs.read(request)) {
            case MosConfig.Read.Bad(List<Problem> problems) -> configs.refuse(problems);
            case MosConfig.Read.Good(MosConfig config) -> {
                LogLevels.set(config.log().level());
                describe(configs.file(request), config, request.role());
                yield run(config, request.role(), Optional.empty());
            }
        };
    }

    /**
     * The top frame of a running daemon: whatever keeps it from starting ends the process.
     *
     * @param limit stops by itself after so long
     */
    static int run(MosConfig config, Role role, Optional<Duration> limit) {
        StopSignal signal = StopSignal.install();
        try {
            Ground ground = DaemonWiring.ground(config);
            Daemon daemon = DaemonWiring.wire(config, role, new StatusLine(), ground);
            daemon.start();
            LOG.atInfo().log("mos is running");
            boolean isTold = signal.await(limit);
            LOG.atInfo().log(isTold ? "stopping" : "stopping, the time is up");
            daemon.kernel().close();
            LOG.atInfo().log("stopped");
            return signal.stopped(ExitCode.OK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return signal.stopped(ExitCode.FAILED);
        } catch (IOException e) {
            // The machine's doing, not ours: its words say what to change, frames would hide them.
            LOG.atError().log("mos cannot run: {}", e.getMessage());
            LOG.atDebug().setCause(e).log("what it failed at");
            return signal.stopped(ExitCode.FAILED);
        } catch (Exception e) {
            LOG.atError().setCause(e).log("mos cannot run");
            return signal.stopped(ExitCode.FAILED);
        }
    }

    private static void describe(Optional<Path> file, MosConfig config, Role role) {
        LOG.atInfo()
                .addKeyValue("version", MosCommand.version())
                .addKeyValue("java", Runtime.version())
                .addKeyValue("role", role.name().toLowerCase(Locale.ROOT))
                .addKeyValue("site", config.site().name())
                .addKeyValue("config", file.map(Path::toString).orElse("defaults"))
                .log("mos starts");
        if (role != Role.CONTROLLER) {
            describeMining(config);
        }
    }

    private static void describeMining(MosConfig config) {
        for (PoolConfig pool : config.pools()) {
            LOG.atInfo().addKeyValue("url", pool.parsedUrl().display()).log("pool configured");
        }
        LOG.atInfo()
                .addKeyValue("mode", config.hasher().mode().label())
                .addKeyValue("threads", config.hasher().threads())
                .addKeyValue("duty", config.hasher().dutyPercent() + "%")
                .addKeyValue("kernel", config.hasher().kernel())
                .log("CPU hashing");
    }
}
