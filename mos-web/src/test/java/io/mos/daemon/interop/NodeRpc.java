package io.mos.daemon.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Asks the real node itself what it thinks of our blocks. */
final class NodeRpc {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private final URI uri;
    private final String authorization;

    NodeRpc(Foreign node) {
        uri = URI.create(node.get("NODE_RPC_URL"));
        String credentials = node.get("NODE_RPC_USER") + ":" + node.get("NODE_RPC_PASSWORD");
        authorization =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    int height() {
        return call("getblockcount").asInt();
    }

    /** A block with its transactions in full. */
    JsonNode block(int height) {
        String hash = call("getblockhash", height).asText();
        return call("getblock", hash, 2);
    }

    /** Whom a block pays. */
    static String payee(JsonNode block) {
        return block.path("tx")
                .path(0)
                .path("vout")
                .path(0)
                .path("scriptPubKey")
                .path("address")
                .asText();
    }

    JsonNode call(String method, Object... params) {
        try {
            byte[] body =
                    mapper.writeValueAsBytes(
                            Map.of("id", 1, "method", method, "params", List.of(params)));
            HttpRequest request =
                    HttpRequest.newBuilder(uri)
                            .timeout(TIMEOUT)
                            .header("Authorization", authorization)
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build();
            JsonNode answer =
                    mapper.readTree(
                            http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
            if (!answer.path("error").isNull() && !answer.path("error").isMissingNode()) {
                throw new AssertionError(method + ": " + answer.path("error"));
            }
            return answer.path("result");
        } catch (IOException e) {
            throw new AssertionError("the node does not answer " + method, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while asking the node", e);
        }
    }
}
