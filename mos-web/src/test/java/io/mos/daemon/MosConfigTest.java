package io.mos.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mos.daemon.config.Problem;
import io.mos.daemon.log.LogLevel;
import io.mos.stratum.failover.OptionalCalls;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MosConfigTest {

    private static final String PIN =
            "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    @TempDir Path folder = Path.of("");

    @Test
    void defaultsAreGood() throws IOException {
        MosConfig config = good("");
        assertEquals(List.of(), config.pools());
        assertEquals(new SiteConfig("home"), config.site());
        assertEquals(new LogConfig(LogLevel.INFO), config.log());
    }

    @Test
    void mapsEveryKey() throws IOException {
        MosConfig config =
                good(
                        """
                        [site]
                        name = "garage"
                        [log]
                        level = "debug"
                        [[pools]]
                        url = "stratum+ssl://pool.example:3334"
                        user = "me.rig"
                        password-file = "/run/secret"
                        tls = "pin"
                        tls-pin = "%s"
                        socks5 = "127.0.0.1:9050"
                        configure = false
                        extranonce-subscribe = false
                        suggest-difficulty = 0.5
                        [[pools]]
                        url = "solo+http://u:p@127.0.0.1:8332"
                        payout = "bc1qexample"
                        coinbase-tag = "garage"
                        """
                                .formatted(PIN));
        assertEquals(new SiteConfig("garage"), config.site());
        assertEquals(new LogConfig(LogLevel.DEBUG), config.log());
        assertEquals(
                new PoolConfig(
                        "stratum+ssl://pool.example:3334",
                        "me.rig",
                        PoolConfig.DEFAULT_PASSWORD,
                        Optional.of(Path.of("/run/secret")),
                        TlsMode.PIN,
                        PIN,
                        "127.0.0.1:9050",
                        new OptionalCalls(false, false),
                        OptionalDouble.of(0.5),
                        "",
                        PoolConfig.DEFAULT_COINBASE_TAG),
                config.pools().getFirst());
        assertEquals("bc1qexample", config.pools().getLast().payout());
        assertEquals("garage", config.pools().getLast().coinbaseTag());
    }

    @Test
    void variablesOfTheLauncherAreNoKeys() {
        Map<String, String> environment =
                Map.of("MOS_CONFIG", "x", "MOS_JAVA_HOME", "y", "MOS_LOG_LEVEL", "warn");
        MosConfig config =
                assertInstanceOf(
                                MosConfig.Read.Good.class,
                                MosConfig.read(Optional.empty(), environment, List.of()))
                        .config();
        assertEquals(LogLevel.WARN, config.log().level());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[site]%nname = ' '            | 1: [site] name must have 1 to 64 characters",
                "[log]%nlevel = 'loud'         | 2: \"level\" must be one of \"error\", \"warn\","
                        + " \"info\", \"debug\", \"trace\"; not \"loud\"",
                "[[pools]]%nuser = 'x'         | 1: \"url\" is missing",
                "[[pools]]%nurl = 'stratum+tcp://h:1' | 1: [[pools]] stratum+tcp://h:1 needs a"
                        + " user: the account or address to be credited",
            })
    void namesEachInvalidValue(String lines, String problem) throws IOException {
        assertEquals(
                List.of(folder.resolve("mos.toml") + ":" + problem), bad(String.format(lines)));
    }

    @Test
    void listsAllProblemsOfOnePool() throws IOException {
        List<String> problems =
                bad(
                        """
                        [[pools]]
                        url = "stratum+tcp://h:1"
                        tls = "pin"
                        socks5 = "nowhere"
                        """);
        assertEquals(4, problems.size(), problems.toString());
    }

    @Test
    void aMissingFileIsAProblem() {
        Path missing = folder.resolve("none.toml");
        MosConfig.Read read = MosConfig.read(Optional.of(missing), Map.of(), List.of());
        List<Problem> problems = assertInstanceOf(MosConfig.Read.Bad.class, read).problems();
        assertEquals(
                List.of(new Problem(missing.toString(), "cannot be read: NoSuchFileException")),
                problems);
    }

    @Test
    void printsNoSecret() throws IOException {
        MosConfig config =
                good(
                        """
                        [[pools]]
                        url = "solo+http://alice:canary1@127.0.0.1:8332"
                        payout = "bc1qexample"
                        [[pools]]
                        url = "stratum+tcp://h:1"
                        user = "bob"
                        password = "canary2"
                        """);
        assertFalse(config.toString().contains("canary"), config.toString());
    }

    private MosConfig good(String text) throws IOException {
        return assertInstanceOf(MosConfig.Read.Good.class, read(text)).config();
    }

    private List<String> bad(String text) throws IOException {
        return assertInstanceOf(MosConfig.Read.Bad.class, read(text)).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private MosConfig.Read read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("mos.toml"), text);
        return MosConfig.read(Optional.of(file), Map.of(), List.of());
    }
}
