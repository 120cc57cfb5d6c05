package io.mos.stratum.solo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.stratum.failover.OptionalCalls;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SoloConfigTest {

    private static final String PAYOUT = "bcrt1qh930q5sgh5axtrj5y8v4gmk92zjujfjfhh2vm7";

    @Test
    void takesCredentialsFromTheUrl() throws IOException {
        PoolConfig config = PoolConfig.solo("solo+http://me:se:cret@127.0.0.1:8332", PAYOUT);
        RpcCredentials credentials = RpcCredentials.of(config);
        assertEquals(basic("me:se:cret"), credentials.authorization());
        assertFalse(credentials.toString().contains("cret"));
    }

    @Test
    void takesTheCookieFile(@TempDir Path folder) throws IOException {
        Path cookie = folder.resolve(".cookie");
        Files.writeString(cookie, "__cookie__:abc\n");
        RpcCredentials credentials =
                RpcCredentials.of(config("solo+http://127.0.0.1:8332", Optional.of(cookie)));
        assertEquals(basic("__cookie__:abc"), credentials.authorization());
        Files.writeString(cookie, "x".repeat(2_000));
        assertThrows(IOException.class, credentials::authorization);
    }

    @Test
    void refusesNoCredentialsAndBoth(@TempDir Path folder) {
        assertThrows(
                IllegalArgumentException.class,
                () -> RpcCredentials.of(config("solo+http://127.0.0.1:8332", Optional.empty())));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        RpcCredentials.of(
                                config(
                                        "solo+http://me:x@127.0.0.1:8332",
                                        Optional.of(folder.resolve("file")))));
    }

    @Test
    void saysWhatIsWrongWithThePayout() {
        assertRefused("bcrt1qh930q5sgh5axtrj5y8v4gmk92zjujfjfhh2vm8", "mos", "bcrt1qh");
        assertRefused("bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", "mos", "anyone could spend");
        assertRefused(PAYOUT, "x".repeat(76), "76 bytes");
    }

    @Test
    void anyTagThatIsTakenFitsACoinbase() {
        for (int chars = 0; chars <= 100; chars++) {
            String tag = "ü".repeat(chars / 2) + "x".repeat(chars % 2);
            if (tag.getBytes(UTF_8).length <= 75) {
                assertEquals(tag, SoloPayout.parse(PAYOUT, tag).tag());
            } else {
                assertRefused(PAYOUT, tag, "room for");
            }
        }
    }

    private static void assertRefused(String address, String tag, String reason) {
        String message =
                String.valueOf(
                        assertThrows(
                                        IllegalArgumentException.class,
                                        () -> SoloPayout.parse(address, tag))
                                .getMessage());
        assertTrue(message.contains(reason), message);
    }

    private static PoolConfig config(String url, Optional<Path> passwordFile) {
        return new PoolConfig(
                url,
                "",
                PoolConfig.DEFAULT_PASSWORD,
                passwordFile,
                TlsMode.SYSTEM,
                "",
                "",
                OptionalCalls.ALL,
                OptionalDouble.empty(),
                PAYOUT,
                PoolConfig.DEFAULT_COINBASE_TAG);
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }
}
