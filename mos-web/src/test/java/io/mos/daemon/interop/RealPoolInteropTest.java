package io.mos.daemon.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.VersionMask;
import io.mos.core.testkit.Await;
import io.mos.daemon.MosProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code mos run} mines shares that a real pool accepts, at full difficulty 1: by our own count, by
 * the pool's log and by the node behind it.
 */
@Tag("interop")
class RealPoolInteropTest {

    /**
     * Difficulty 1 takes 2^32 hashes on average, two minutes here; e^-10 are unluckier than this.
     */
    private static final Duration LIMIT = Duration.ofMinutes(20);

    private static final Pattern ACCEPTED =
            Pattern.compile("mos_agent_shares_total\\{[^}]*verdict=\"accepted\"[^}]*\\} ([1-9].*)");

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void minesAShareThatThePoolAccepts(@TempDir Path folder) throws Exception {
        Foreign datum = Foreign.named("mos.interop.datum");
        NodeRpc rpc = new NodeRpc(Foreign.named("mos.interop.node"));
        int before = rpc.height();
        int templateVersion = templateVersion(rpc);
        int webPort = freePort();
        String config =
                """
                [web]
                port = %d
                [hasher]
                threads = 2
                [[pools]]
                url = "stratum+tcp://127.0.0.1:%d"
                user = "%s"
                password = "x"
                """
                        .formatted(webPort, datum.port("DATUM_PORT"), datum.get("DATUM_ADDRESS"));
        try (MosProcess mos = MosProcess.run(folder, config)) {
            Await.until(
                    "the pool accepts a share",
                    LIMIT,
                    () -> !mos.isAlive() || ACCEPTED.matcher(metrics(webPort)).find());
            assertTrue(mos.isAlive(), mos.log());
            Await.until(
                    "a block of the pool's came of a share with a rolled version",
                    LIMIT,
                    () -> !mos.isAlive() || hasRolled(rpc, before, templateVersion));
            assertEquals(0, mos.stop(), mos.log());
        }
        assertPoolSaysSo(datum, rpc, before);
    }

    /**
     * A share of difficulty 1 is a block on regtest: the pool puts it into its log, and the node
     * has it in its chain.
     */
    private static void assertPoolSaysSo(Foreign datum, NodeRpc rpc, int before)
            throws IOException {
        String log = Files.readString(Path.of(datum.get("DATUM_LOG")), StandardCharsets.UTF_8);
        for (int height = before + 1; height <= rpc.height(); height++) {
            String hash = rpc.block(height).path("hash").asText();
            assertTrue(log.contains("BLOCK FOUND - " + hash), "the pool knows of " + hash);
        }
    }

    /** The version the pool's jobs begin with: the miner alone can have changed it. */
    private static int templateVersion(NodeRpc rpc) {
        return rpc.call("getblocktemplate", Map.of("rules", List.of("segwit")))
                .required("version")
                .asInt();
    }

    private static boolean hasRolled(NodeRpc rpc, int before, int templateVersion) {
        return IntStream.rangeClosed(before + 1, rpc.height())
                .map(height -> rpc.block(height).path("version").asInt() ^ templateVersion)
                .anyMatch(changed -> (changed & VersionMask.BIP320.bits()) != 0);
    }

    /** The daemon's metrics, empty while it does not answer yet. */
    private String metrics(int port) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while asking for metrics", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
