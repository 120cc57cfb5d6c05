package io.mos.stratum.solo;

import io.mos.core.testkit.Needs;
import io.mos.stratum.failover.PoolConfig;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The regtest node that {@code .ci/node/start} has started: how to mine on it, and what it says
 * when it is asked by another client than ours.
 */
final class RealNode {

    /** Names the file that {@code .ci/node/start} wrote. */
    static final String PROPERTY = "mos.interop.node";

    private static final Pattern NUMBER_RESULT = Pattern.compile("\"result\":(\\d+)");
    private static final Pattern TEXT_RESULT = Pattern.compile("\"result\":\"([^\"]*)\"");

    private final Properties settings;
    private final HttpClient http = HttpClient.newHttpClient();

    private RealNode(Properties settings) {
        this.settings = settings;
    }

    /** The node, or else the test is skipped, or fails where it is required. */
    static RealNode find() {
        String file = System.getProperty(PROPERTY, "");
        Needs.that(
                !file.isEmpty() && Files.isReadable(Path.of(file)),
                "no real node: start one by .ci/node/start and name its node.env in -D" + PROPERTY);
        Properties settings = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(file))) {
            settings.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RealNode(settings);
    }

    /** Mining on it as a user would configure it. */
    PoolConfig config(String payout) {
        return config(setting("NODE_RPC_PASSWORD"), payout);
    }

    PoolConfig config(String password, String payout) {
        return PoolConfig.solo(
                "solo+http://%s:%s@127.0.0.1:%s"
                        .formatted(setting("NODE_RPC_USER"), password, setting("NODE_RPC_PORT")),
                payout);
    }

    /** An address of the node's wallet. */
    String address() {
        return setting("NODE_ADDRESS");
    }

    int height() {
        return Integer.parseInt(first(NUMBER_RESULT, call("getblockcount", "")));
    }

    String hashAt(int height) {
        return first(TEXT_RESULT, call("getblockhash", Integer.toString(height)));
    }

    /** A block with all its transactions, as the node's JSON. */
    String block(int height) {
        return call("getblock", "\"" + hashAt(height) + "\",2");
    }

    /**
     * Puts a transaction with witness data into the mempool: it spends all the wallet has, and the
     * coins of coinbases lie on witness programs.
     */
    void spendAll() {
        call("sendall", "[\"" + address() + "\"]");
    }

    /** Leaves something in the mempool for whoever mines next. */
    void spendSome() {
        call("sendtoaddress", "\"" + address() + "\",1");
    }

    /** Lets the node mine a block by itself, and names it. */
    String mine() {
        call("generatetoaddress", "1,\"" + address() + "\"");
        return hashAt(height());
    }

    private String call(String method, String params) {
        String pair = setting("NODE_RPC_USER") + ":" + setting("NODE_RPC_PASSWORD");
        String body = "{\"id\":1,\"method\":\"" + method + "\",\"params\":[" + params + "]}";
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(setting("NODE_RPC_URL")))
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        pair.getBytes(StandardCharsets.UTF_8)))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(method + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private String setting(String name) {
        return String.valueOf(settings.getProperty(name));
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }
}
