package io.mos.daemon;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.mos.cli.ExitCode;
import io.mos.cli.Verbs.Role;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.SystemTime;
import io.mos.daemon.config.ConfigFile;
import io.mos.daemon.config.ConfigInput;
import io.mos.daemon.config.Problem;
import io.mos.hasher.CpuHashEngine;
import io.mos.stratum.failover.PoolConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code mos rehearse}: goes the way of {@code mos run} from the text of a configuration to
 * accepted shares and a clean stop, so that the JVM can record what such a start needs. Reads
 * nothing of the user's.
 */
final class RehearsalVerb {

    /** Shares are accepted after about a second; a slow board computer takes a few. */
    private static final Duration LENGTH = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(RehearsalVerb.class);

    private final ConfigVerbs configs;

    RehearsalVerb(ConfigVerbs configs) {
        this.configs = configs;
    }

    /** The top frame of a rehearsal: whatever keeps it from starting ends the process. */
    int run() {
        Ground ground =
                new Ground(
                        new SystemTime(),
                        Entropy.system(),
                        new EventBus<>(),
                        new CompositeMeterRegistry(),
                        new CpuHashEngine());
        try {
            DemoPool pool = DemoPool.start(ground);
            try {
                return runOn(pool.config());
            } finally {
                pool.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        } catch (Exception e) {
            LOG.atError().setCause(e).log("the rehearsal cannot run");
            return ExitCode.FAILED;
        }
    }

    private int runOn(PoolConfig pool) {
        return switch (MosConfig.read(input(pool))) {
            case MosConfig.Read.Bad(List<Problem> problems) -> configs.refuse(problems);
            case MosConfig.Read.Good(MosConfig config) ->
                    RunVerb.run(config, Role.ALL, Optional.of(LENGTH));
        };
    }

    private static ConfigInput input(PoolConfig pool) {
        String text =
                ConfigVerbs.sample(
                        Map.of(
                                "pools.url", '"' + pool.url() + '"',
                                "pools.user", '"' + pool.user() + '"'));
        ConfigFile file = new ConfigFile("rehearsal", text);
        return new ConfigInput(Optional.of(file), Map.of(), List.of("web.port=0"));
    }
}
