package io.mos.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.daemon.config.Problem;
import io.mos.daemon.log.LogLevel;
import io.mos.hasher.HasherConfig;
import io.mos.stratum.failover.FailoverSettings;
import io.mos.stratum.failover.OptionalCalls;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.TlsMode;
import io.mos.web.http.WebConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    /** BIP173's example of a mainnet address. */
    private static final String PAYOUT = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";

    @TempDir Path folder = Path.of("");

    @Test
    void defaultsAreGood() throws IOException {
        MosConfig config = good("");
        assertEquals(List.of(), config.pools());
        assertEquals(new SiteConfig("home"), config.site());
        assertEquals(new LogConfig(LogLevel.INFO), config.log());
        assertEquals(HasherConfig.DEFAULT, config.hasher());
        assertEquals(FailoverSettings.DEFAULT, config.failover());
        assertEquals(new WebSettings(true, WebConfig.defaults()), config.web());
    }

    @Test
    void mapsHasherFailoverAndWeb() throws IOException {
        MosConfig config =
                good(
                        """
                        [hasher]
                        mode = "fallback"
                        threads = 3
                        duty-percent = 40
                        kernel = "vector-8x4"
                        [failover]
                        stable-s = 5
                        [web]
                        enabled = false
                        bind = "::1"
                        port = 8081
                        allowed-hosts = ["mine.example", "mine.example:8443"]
                        """);
        assertEquals(
                new HasherConfig(HasherConfig.Mode.FALLBACK, 3, 40, "vector-8x4"), config.hasher());
        assertEquals(new FailoverSettings(Duration.ofSeconds(5)), config.failover());
        List<String> hosts = List.of("mine.example", "mine.example:8443");
        assertEquals(new WebSettings(false, new WebConfig("::1", 8081, hosts)), config.web());
    }

    @Test
    void mapsEveryKey() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "hush\n");
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
                        password-file = "%s"
                        tls = "pin"
                        tls-pin = "%s"
                        socks5 = "127.0.0.1:9050"
                        configure = false
                        extranonce-subscribe = false
                        suggest-difficulty = 0.5
                        [[pools]]
                        url = "solo+http://u:p@127.0.0.1:8332"
                        payout = "%s"
                        coinbase-tag = "garage"
                        """
                                .formatted(secret, PIN, PAYOUT));
        assertEquals(new SiteConfig("garage"), config.site());
        assertEquals(new LogConfig(LogLevel.DEBUG), config.log());
        assertEquals(
                new PoolConfig(
                        "stratum+ssl://pool.example:3334",
                        "me.rig",
                        PoolConfig.DEFAULT_PASSWORD,
                        Optional.of(secret),
                        TlsMode.PIN,
                        PIN,
                        "127.0.0.1:9050",
                        new OptionalCalls(false, false),
                        OptionalDouble.of(0.5),
                        "",
                        PoolConfig.DEFAULT_COINBASE_TAG),
                config.pools().getFirst());
        assertEquals(PAYOUT, config.pools().getLast().payout());
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
                "[hasher]%nmode = 'on'         | 2: \"mode\" must be one of \"always\","
                        + " \"fallback\", \"off\"; not \"on\"",
                "[hasher]%nthreads = 0         | 2: \"threads\" must be a whole number, 1 to 1024;"
                        + " not 0",
                "[hasher]%nduty-percent = 101  | 2: \"duty-percent\" must be a whole number, 1 to"
                        + " 100; not 101",
                "[failover]%nstable-s = -1     | 2: \"stable-s\" must be a whole number of seconds,"
                        + " 0 to 86400; not -1",
                "[failover]%nstable-s = 86401  | 2: \"stable-s\" must be a whole number of seconds,"
                        + " 0 to 86400; not 86401",
                "[web]%nenabled = 'yes'        | 2: \"enabled\" must be true or false without"
                        + " quotes, not text",
                "[web]%nport = 65536           | 2: \"port\" must be a whole number, 0 to 65535;"
                        + " not 65536",
                "[web]%nbind = '0.0.0.0'       | 1: [web] bind address 0.0.0.0 is not a loopback"
                        + " address: the page has no accounts and no TLS yet, so it is served to"
                        + " this machine only (use an SSH tunnel to look from another)",
                "[web]%nallowed-hosts = ['a/b'] | 1: [web] allowed-hosts has \"a/b\", which is no"
                        + " host such as mine.example or mine.example:8443",
            })
    void namesEachInvalidValue(String lines, String problem) throws IOException {
        assertEquals(
                List.of(folder.resolve("mos.toml") + ":" + problem), bad(String.format(lines)));
    }

    @Test
    void refusesAKernelNobodyHas() throws IOException {
        List<String> problems = bad("[hasher]\nkernel = \"vektor\"\n");
        assertEquals(1, problems.size());
        String problem = problems.getFirst();
        assertTrue(problem.contains("kernel \"vektor\" is none of auto, digest, vector-"), problem);
        assertTrue(problem.contains("native-neonx4"), problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // One character changed.
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5 | checksum",
                "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb         | checksum",
                // Witness version 2, which no rule defines (BIP350's example).
                "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs       | anyone could spend",
                "ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9 | prefix 'ltc' is of no Bitcoin network",
                "me.rig1                                    | payout address me.rig1: ",
            })
    void refusesAPayoutThatWouldBeLost(String payout, String reason) throws IOException {
        List<String> problems =
                bad(
                        "[[pools]]\nurl = \"solo+http://u:p@h:8332\"\npayout = \"%s\"\n"
                                .formatted(payout));
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.getFirst().contains(reason), problems.toString());
    }

    @Test
    void refusesAMistypedAddressAsPoolUser() throws IOException {
        String typo = PAYOUT.replace("8f3t4", "8f3t5");
        List<String> problems =
                bad("[[pools]]\nurl = \"stratum+tcp://h:1\"\nuser = \"%s.rig\"\n".formatted(typo));
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(
                problems.getFirst().contains("user " + typo + " is no address: "),
                problems.toString());
    }

    @Test
    void takesAddressesAndNamesAsPoolUsers() throws IOException {
        for (String user : List.of(PAYOUT, PAYOUT + ".rig", "bc1miner.rig", "me", "3f.rig")) {
            MosConfig config =
                    good("[[pools]]\nurl = \"stratum+tcp://h:1\"\nuser = \"%s\"\n".formatted(user));
            assertEquals(user, config.pools().getFirst().user());
        }
    }

    @Test
    void listsAllProblemsOfAllPoolsAtOnce() throws IOException {
        List<String> problems =
                bad(
                        """
                        [[pools]]
                        url = "solo+http://127.0.0.1:8332"
                        payout = "bc1qexample"
                        [[pools]]
                        url = "stratum+tcp://h:1"
                        user = "me"
                        password-file = "/nowhere/secret"
                        [[pools]]
                        url = "solo+http://u:p@127.0.0.1:8332"
                        payout = "%s"
                        coinbase-tag = "%s"
                        """
                                .formatted(PAYOUT, "long ".repeat(30)));
        assertEquals(4, problems.size(), problems.toString());
        assertTrue(problems.get(0).contains("payout address bc1qexample"), problems.toString());
        assertTrue(problems.get(1).contains("user:password before its host"), problems.toString());
        assertTrue(
                problems.get(2).contains("password-file /nowhere/secret does not exist"),
                problems.toString());
        assertTrue(problems.get(3).contains("a coinbase has room for"), problems.toString());
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
    void aBadKeyHidesNoOtherProblemOfItsTable() throws IOException {
        List<String> problems =
                bad(
                        """
                        [[pools]]
                        url = "stratum+ssl://h:1"
                        usr = "x"
                        tls = "sometimes"
                        tls-pin = "abc"
                        socks5 = "nope"
                        password-file = "/nowhere/secret"
                        [hasher]
                        threads = 0
                        kernel = "foo"
                        [web]
                        port = "x"
                        bind = "0.0.0.0"
                        allowed-hosts = ["a/b"]
                        """);
        List<String> expected =
                List.of(
                        "unknown key \"usr\" in [[pools]]; did you mean \"user\"?",
                        "\"tls\" must be one of",
                        "[[pools]] tls-pin must be the SHA-256 of the pool's public key",
                        "[[pools]] socks5 is written as host:port",
                        "[[pools]] password-file /nowhere/secret does not exist",
                        "\"threads\" must be a whole number",
                        "[hasher] kernel \"foo\" is none of auto",
                        "\"port\" must be a whole number",
                        "[web] bind address 0.0.0.0 is not a loopback address",
                        "[web] allowed-hosts has \"a/b\"");
        assertEquals(expected.size(), problems.size(), problems.toString());
        for (int i = 0; i < expected.size(); i++) {
            assertTrue(problems.get(i).contains(expected.get(i)), problems.get(i));
        }
    }

    @Test
    void aMissingFileIsAProblem() {
        Path missing = folder.resolve("none.toml");
        MosConfig.Read read = MosConfig.read(Optional.of(missing), Map.of(), List.of());
        List<Problem> problems = assertInstanceOf(MosConfig.Read.Bad.class, read).problems();
        assertEquals(List.of(new Problem(missing.toString(), "does not exist")), problems);
    }

    @Test
    void saysWhyAFileCannotBeRead() throws IOException {
        Path binary = Files.write(folder.resolve("binary.toml"), new byte[] {(byte) 0xff});
        Path large = Files.write(folder.resolve("large.toml"), new byte[(1 << 20) + 1]);
        Map<Path, String> reasons =
                Map.of(
                        folder, "it is a folder",
                        binary, "it is not UTF-8 text",
                        large, large + " is larger than 1048576 bytes");
        reasons.forEach((path, reason) -> {
            MosConfig.Read read = MosConfig.read(Optional.of(path), Map.of(), List.of());
            assertEquals(
                    List.of(new Problem(path.toString(), "cannot be read: " + reason)),
                    assertInstanceOf(MosConfig.Read.Bad.class, read).problems());
        });
    }

    @Test
    void printsNoSecret() throws IOException {
        MosConfig config =
                good(
                        """
                        [[pools]]
                        url = "solo+http://alice:canary1@127.0.0.1:8332"
                        payout = "%s"
                        [[pools]]
                        url = "stratum+tcp://h:1"
                        user = "bob"
                        password = "canary2"
                        """
                                .formatted(PAYOUT));
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
