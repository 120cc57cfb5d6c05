package io.mos.daemon;

import io.mos.daemon.config.Bound;
import io.mos.daemon.config.ConfigFile;
import io.mos.daemon.config.ConfigInput;
import io.mos.daemon.config.ConfigReader;
import io.mos.daemon.config.ConfigResult;
import io.mos.daemon.config.Problem;
import io.mos.hasher.HasherConfig;
import io.mos.stratum.failover.FailoverSettings;
import io.mos.stratum.failover.PoolConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All of the daemon's configuration, one record per module, read once at start.
 *
 * @param pools best first; may be empty for a process that drives no device
 * @param boards what is said of single boards
 */
record MosConfig(
        List<PoolConfig> pools,
        FailoverSettings failover,
        List<BoardConfig> boards,
        DriverSettings drivers,
        HasherConfig hasher,
        WebSettings web,
        SiteConfig site,
        LogConfig log) {

    MosConfig {
        pools = List.copyOf(pools);
        boards = List.copyOf(boards);
    }

    /** The same, but mining on these pools. */
    MosConfig withPools(List<PoolConfig> others) {
        return new MosConfig(others, failover, boards, drivers, hasher, web, site, log);
    }

    /** The same, but with these boards alone. */
    MosConfig withBoards(List<BoardConfig> others) {
        return new MosConfig(pools, failover, others, drivers, hasher, web, site, log);
    }

    /** What became of reading it. */
    sealed interface Read {

        /** It is good. */
        record Good(MosConfig config) implements Read {}

        /** It is not, for each of these reasons. */
        record Bad(List<Problem> problems) implements Read {}
    }

    /** Reads a file, if there is one, the environment and {@code section.key=value} settings. */
    static Read read(Optional<Path> path, Map<String, String> environment, List<String> settings) {
        Optional<ConfigFile> file = Optional.empty();
        if (path.isPresent()) {
            try {
                file = Optional.of(ConfigFile.read(path.get()));
            } catch (IOException e) {
                String reason = FileReason.of(path.get(), e);
                return new Read.Bad(List.of(new Problem(path.get().toString(), reason)));
            }
        }
        return read(new ConfigInput(file, environment, settings));
    }

    static Read read(ConfigInput input) {
        return switch (new ConfigReader(MosSchema.SCHEMA).read(input)) {
            case ConfigResult.Valid(Bound bound) -> checked(of(bound));
            case ConfigResult.Invalid(List<Problem> problems) -> new Read.Bad(problems);
        };
    }

    /** What no table can know of another. */
    private static Read checked(MosConfig config) {
        List<Problem> problems =
                BoardKeys.doubles(config.boards()).stream()
                        .map(each -> new Problem("[[boards]]", each))
                        .toList();
        return problems.isEmpty() ? new Read.Good(config) : new Read.Bad(problems);
    }

    private static MosConfig of(Bound bound) {
        return new MosConfig(
                bound.many(PoolKeys.SECTION),
                bound.one(MosSchema.FAILOVER),
                bound.many(BoardKeys.SECTION),
                bound.one(MosSchema.DRIVERS),
                bound.one(HasherKeys.SECTION),
                bound.one(WebKeys.SECTION),
                bound.one(MosSchema.SITE),
                bound.one(MosSchema.LOG));
    }
}
