package io.mos.stratum.solo.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.MalformedChainDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node on loopback whose blocks are as full as mainnet's ({@link MainnetTemplate}): gives
 * templates, holds long polls until its transactions change or a block is found, and judges blocks
 * by their proof of work, merkle root and transactions. Ends by itself.
 *
 * <p>After {@code mvn -DskipTests package}:
 *
 * <pre>{@code
 * java -cp mos-stratum/target/test-classes:mos-core/target/classes \
 *     io.mos.stratum.solo.bench.MainnetSizedNode [PORT [DIFFICULTY [RENEWAL-SECONDS [RUN-SECONDS]]]]
 * }</pre>
 *
 * with port 18332, difficulty 0.03125 (2^27 hashes a block), 30 s and 3,600 s unless said
 * otherwise. Then mine on it with {@code url = "solo+http://mos:mos@127.0.0.1:18332"} and any
 * mainnet address as payout.
 */
public final class MainnetSizedNode implements AutoCloseable {

    private static final int FIRST_HEIGHT = 865_000;
    private static final String CREDENTIALS = "mos:mos";

    private static final Pattern METHOD = Pattern.compile("\"method\":\"([a-z]+)\"");
    private static final Pattern LONG_POLL_ID = Pattern.compile("\"longpollid\":\"([0-9a-z]+)\"");
    private static final Pattern BLOCK = Pattern.compile("\"params\":\\[\"([0-9a-f]*)\"]");

    private static final int HTTP_OK = 200;
    private static final int HTTP_UNAUTHORIZED = 401;
    private static final int HTTP_NOT_FOUND = 404;

    private final HttpServer http;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private MainnetTemplate template;
    private MainnetTemplate before;
    private int version;

    private MainnetSizedNode(int port, Difficulty difficulty) throws IOException {
        template =
                MainnetTemplate.full(
                        FIRST_HEIGHT,
                        Hash256.ofDisplayHex("00000000" + "0f".repeat(28)),
                        difficulty.target().toNBits(),
                        1);
        before = template;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.setExecutor(calls);
        http.createContext("/", this::handle);
    }

    public static void main(String[] arguments) throws IOException {
        double[] settings = {18_332, 0.03125, 30, 3_600};
        for (int i = 0; i < arguments.length; i++) {
            settings[i] = Double.parseDouble(arguments[i]);
        }
        long renewalNanos = (long) (settings[2] * 1e9);
        long end = System.nanoTime() + (long) (settings[3] * 1e9);
        try (MainnetSizedNode node = start((int) settings[0], Difficulty.of(settings[1]))) {
            long left = end - System.nanoTime();
            while (left > 0) {
                LockSupport.parkNanos(Math.min(renewalNanos, left));
                node.renew();
                left = end - System.nanoTime();
            }
        }
    }

    /**
     * Starts one.
     *
     * @param port 0 for any free one
     * @param difficulty of its network
     */
    public static MainnetSizedNode start(int port, Difficulty difficulty) throws IOException {
        MainnetSizedNode node = new MainnetSizedNode(port, difficulty);
        node.http.start();
        say(
                "port %d, %d transactions, %d bytes, %d weight units"
                        .formatted(
                                node.port(),
                                node.template.transactions().size(),
                                node.template.rawBytes(),
                                node.template.weight()));
        return node;
    }

    public int port() {
        return http.getAddress().getPort();
    }

    /** Of the best block. */
    public synchronized int height() {
        return template.height() - 1;
    }

    @Override
    public void close() {
        http.stop(0);
        calls.shutdownNow();
    }

    private synchronized void renew() {
        moveTo(template.renewed(version));
        say("transactions changed");
    }

    private void moveTo(MainnetTemplate next) {
        before = template;
        template = next;
        version++;
        notifyAll();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String pair = exchange.getRequestHeaders().getFirst("Authorization");
            String right = Base64.getEncoder().encodeToString(CREDENTIALS.getBytes(UTF_8));
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (!("Basic " + right).equals(pair)) {
                exchange.sendResponseHeaders(HTTP_UNAUTHORIZED, -1);
                return;
            }
            Matcher method = METHOD.matcher(body);
            switch (method.find() ? method.group(1) : "") {
                case "getblockchaininfo" -> answer(exchange, chainInfo());
                case "getblocktemplate" -> answer(exchange, templateFor(body));
                case "submitblock" -> answer(exchange, judge(body).getBytes(US_ASCII));
                default -> exchange.sendResponseHeaders(HTTP_NOT_FOUND, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(HTTP_OK, body.length);
        exchange.getResponseBody().write(body);
    }

    private synchronized byte[] chainInfo() {
        return "{\"result\":{\"chain\":\"main\",\"blocks\":%1$d,\"headers\":%1$d},\"error\":null}\n"
                .formatted(template.height() - 1)
                .getBytes(US_ASCII);
    }

    private byte[] templateFor(String body) throws IOException, InterruptedException {
        Matcher asked = LONG_POLL_ID.matcher(body);
        String known = asked.find() ? asked.group(1) : "";
        MainnetTemplate given;
        String id;
        synchronized (this) {
            while (known.equals(longPollId())) {
                wait();
            }
            given = template;
            id = longPollId();
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        given.writeAnswer(answer, id, Instant.now().getEpochSecond());
        return answer.toByteArray();
    }

    private String longPollId() {
        return template.prevHash().displayHex() + version;
    }

    private synchronized String judge(String body) {
        Matcher hex = BLOCK.matcher(body);
        if (!hex.find()) {
            return "{\"result\":\"rejected\"}";
        }
        byte[] block = HexFormat.of().parseHex(hex.group(1));
        String reason = "";
        try {
            SubmittedBlock submitted = SubmittedBlock.parse(block, template, before);
            reason = submitted.problem();
            if (reason.isEmpty()) {
                int next = template.height() + 1;
                moveTo(MainnetTemplate.full(next, submitted.hash(), template.nBits(), next));
            }
        } catch (MalformedChainDataException e) {
            reason = "bad-block: " + e.getMessage();
        }
        say("a block of %d bytes: %s".formatted(block.length, reason.isEmpty() ? "taken" : reason));
        return reason.isEmpty()
                ? "{\"result\":null,\"error\":null}"
                : "{\"result\":\"" + reason + "\",\"error\":null}";
    }

    private static void say(String text) {
        System.out.println(Instant.now() + " " + text);
    }
}
