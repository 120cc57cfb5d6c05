package io.mos.stratum.failover;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolConfigTest {

    private static final String TLS_URL = "stratum+ssl://pool.example.com:443";
    private static final String PIN_HEX =
            "abababababababababababababababababababababababababababababababab";

    @Test
    void hasUsualDefaults() {
        PoolConfig pool = PoolConfig.pool("stratum+tcp://pool.example.com:3333", "me.w1");
        assertEquals("x", pool.password());
        assertEquals(TlsMode.SYSTEM, pool.tls());
        assertEquals(OptionalCalls.ALL, pool.calls());
        assertEquals(Optional.empty(), pool.proxy());
    }

    @Test
    void listsAllProblemsAtOnce() {
        InvalidPoolConfigException refused =
                assertThrows(
                        InvalidPoolConfigException.class,
                        () ->
                                new PoolConfig(
                                        "stratum+tcp://pool.example.com:3333",
                                        " ",
                                        "secret",
                                        Optional.of(Path.of("p")),
                                        TlsMode.PIN,
                                        "zz",
                                        "proxy",
                                        OptionalCalls.ALL,
                                        OptionalDouble.of(-1),
                                        "bc1",
                                        ""));
        List<String> problems = refused.problems();
        assertEquals(7, problems.size(), problems.toString());
        assertFalse(problems.toString().contains("secret"));
    }

    /** What would do nothing is refused, so that nobody believes it does something. */
    @Test
    void refusesWhatANodeHasNoUseFor() {
        InvalidPoolConfigException refused =
                assertThrows(
                        InvalidPoolConfigException.class,
                        () ->
                                new PoolConfig(
                                        "solo+http://u:p@127.0.0.1:8332",
                                        "",
                                        PoolConfig.DEFAULT_PASSWORD,
                                        Optional.empty(),
                                        TlsMode.SYSTEM,
                                        "",
                                        "",
                                        new OptionalCalls(false, false),
                                        OptionalDouble.of(2),
                                        "bc1",
                                        "garage"));
        assertEquals(
                List.of("configure", "extranonce-subscribe", "suggest-difficulty"),
                refused.problems().stream().map(each -> each.split(" ", 2)[0]).toList());
        assertFalse(refused.problems().toString().contains("u:p"));
    }

    @Test
    void refusesACoinbaseTagForAPool() {
        InvalidPoolConfigException refused =
                assertThrows(
                        InvalidPoolConfigException.class,
                        () ->
                                new PoolConfig(
                                        "stratum+tcp://pool.example.com:3333",
                                        "me",
                                        PoolConfig.DEFAULT_PASSWORD,
                                        Optional.empty(),
                                        TlsMode.SYSTEM,
                                        "",
                                        "",
                                        OptionalCalls.ALL,
                                        OptionalDouble.empty(),
                                        "",
                                        "garage"));
        assertEquals(
                List.of("coinbase-tag is for solo+http:// alone; a pool makes its blocks"),
                refused.problems());
    }

    /** A node is called directly: whoever wants a proxy must not believe to have one. */
    @Test
    void refusesAProxyForTheUsersNode() {
        InvalidPoolConfigException refused =
                assertThrows(
                        InvalidPoolConfigException.class,
                        () ->
                                new PoolConfig(
                                        "solo+http://u:p@127.0.0.1:8332",
                                        "",
                                        PoolConfig.DEFAULT_PASSWORD,
                                        Optional.empty(),
                                        TlsMode.SYSTEM,
                                        "",
                                        "127.0.0.1:9050",
                                        OptionalCalls.ALL,
                                        OptionalDouble.empty(),
                                        "addr",
                                        ""));
        assertEquals(
                List.of(
                        "socks5 is for stratum pools alone; solo+http://127.0.0.1:8332 is called"
                                + " directly"),
                refused.problems());
    }

    @Test
    void wantsPayoutAddressForSoloAndUserForPools() {
        assertThrows(
                InvalidPoolConfigException.class,
                () -> PoolConfig.solo("solo+http://u:p@127.0.0.1:8332", ""));
        assertThrows(
                InvalidPoolConfigException.class,
                () -> PoolConfig.pool("solo+http://u:p@127.0.0.1:8332", "me"));
        assertEquals("addr", PoolConfig.solo("solo+http://u:p@127.0.0.1:8332", "addr").payout());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256/q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=", PIN_HEX})
    void readsPinInHexAndBase64(String pin) {
        byte[] expected = new byte[32];
        Arrays.fill(expected, (byte) 0xab);
        assertArrayEquals(expected, tls(TlsMode.PIN, pin).pinSha256().orElseThrow());
    }

    @Test
    void refusesPinWithoutItsModeAndModeWithoutPin() {
        assertThrows(InvalidPoolConfigException.class, () -> tls(TlsMode.SYSTEM, PIN_HEX));
        assertThrows(InvalidPoolConfigException.class, () -> tls(TlsMode.PIN, ""));
        assertThrows(InvalidPoolConfigException.class, () -> tls(TlsMode.PIN, "abcd"));
    }

    @Test
    void readsPasswordFromTheFirstLineOfItsFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("password");
        Files.writeString(file, " secret \nmore\n");
        PoolConfig pool = withPasswordFile(file);
        assertEquals("secret", pool.readPassword());
        assertFalse(pool.toString().contains("secret"));
        Files.writeString(file, "x".repeat(5_000));
        assertThrows(IOException.class, pool::readPassword);
    }

    @Test
    void complainsAboutMissingPasswordFile(@TempDir Path folder) {
        PoolConfig pool = withPasswordFile(folder.resolve("absent"));
        assertThrows(IOException.class, pool::readPassword);
    }

    private static PoolConfig withPasswordFile(Path file) {
        return new PoolConfig(
                TLS_URL,
                "me",
                PoolConfig.DEFAULT_PASSWORD,
                Optional.of(file),
                TlsMode.SYSTEM,
                "",
                "127.0.0.1:9050",
                OptionalCalls.ALL,
                OptionalDouble.empty(),
                "",
                "");
    }

    private static PoolConfig tls(TlsMode mode, String pin) {
        return new PoolConfig(
                TLS_URL,
                "me",
                PoolConfig.DEFAULT_PASSWORD,
                Optional.empty(),
                mode,
                pin,
                "",
                OptionalCalls.ALL,
                OptionalDouble.empty(),
                "",
                "");
    }
}
