package io.mos.daemon.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Await;
import io.mos.daemon.MosProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mos run} mines a share that a real pool accepts, at full difficulty 1. */
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
            mos.stop();
        }
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
