package io.mos.stratum.solo;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.CoinbaseTransaction;
import io.mos.core.chain.CompactSize;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.MerkleTree;
import io.mos.core.chain.Target;
import io.mos.stratum.solo.TemplateJson.Transaction;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node on loopback with a little regtest chain of its own: gives templates, waits with long
 * polls, judges blocks by their proof of work, merkle root and coinbase. A test may put its own
 * answers before the real ones. Thread-safe.
 */
final class FakeNode implements AutoCloseable {

    static final String PASSWORD = "canary-password";

    private static final Pattern METHOD = Pattern.compile("\"method\":\"([a-z]+)\"");
    private static final Pattern LONG_POLL_ID = Pattern.compile("\"longpollid\":\"([0-9a-f]+)\"");
    private static final Pattern BLOCK = Pattern.compile("\"params\":\\[\"([0-9a-f]*)\"]");
    private static final Pattern LENGTH =
            Pattern.compile("content-length: *([0-9]+)", Pattern.CASE_INSENSITIVE);

    /** Writes an HTTP answer, or whatever a test wants on the wire. */
    interface Answer {
        void write(OutputStream out) throws IOException, InterruptedException;
    }

    /** One call as it came. */
    record Call(String method, String head, String body) {}

    /** A block the node took. */
    record Block(int height, BlockHeader header, CoinbaseTransaction coinbase, int transactions) {}

    private final ServerSocket server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<Block> blocks = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<Answer>> scripted = new HashMap<>();
    private TemplateJson template = TemplateJson.small();
    private String chain = "regtest";
    private String longPollId = "";
    private int templateCount;

    FakeNode() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("fake-node").start(this::acceptAll);
    }

    int port() {
        return server.getLocalPort();
    }

    synchronized void chain(String name) {
        chain = name;
    }

    /** Answers the next call of this method like that, and only that one. */
    synchronized void script(String method, Answer answer) {
        scripted.computeIfAbsent(method, _ -> new ArrayDeque<>()).add(answer);
    }

    /** A block of somebody else's comes in. */
    synchronized void newBlock(Hash256 hash) {
        moveTo(hash, template.height + 1);
    }

    /** Transactions come in, so that the next template pays better. */
    synchronized void newTransactions(List<Transaction> transactions) {
        template = new TemplateJson(template.prevHash, template.height, transactions);
        changed();
    }

    synchronized TemplateJson template() {
        return template;
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    long count(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).count();
    }

    List<Block> blocks() {
        return List.copyOf(blocks);
    }

    static Answer http(int status, String body) {
        return out -> writeHttp(out, status, body);
    }

    static Answer refusal(int status, int code, String message) {
        return http(
                status,
                "{\"result\":null,\"error\":{\"code\":%d,\"message\":\"%s\"},\"id\":\"mos\"}"
                        .formatted(code, message));
    }

    static Answer raw(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed by the test.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Call call = read(new BufferedInputStream(socket.getInputStream()));
            calls.add(call);
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            answerTo(call).write(out);
            out.flush();
        } catch (IOException | InterruptedException e) {
            // The client went away, or the test is over.
        }
    }

    private static Call read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("request ends early");
            }
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        int bodyBytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
        byte[] body = in.readNBytes(bodyBytes);
        String text = new String(body, StandardCharsets.UTF_8);
        Matcher method = METHOD.matcher(text);
        return new Call(method.find() ? method.group(1) : "", head.toString(), text);
    }

    private synchronized Answer answerTo(Call call) throws InterruptedException {
        Deque<Answer> script = scripted.getOrDefault(call.method(), new ArrayDeque<>());
        if (!script.isEmpty()) {
            return script.remove();
        }
        return switch (call.method()) {
            case "getblockchaininfo" ->
                    http(
                            200,
                            "{\"result\":{\"chain\":\"%s\",\"blocks\":121,\"headers\":500}}"
                                    .formatted(chain));
            case "getblocktemplate" -> templateFor(call);
            case "submitblock" -> judge(call);
            default -> refusal(404, -32601, "Method not found");
        };
    }

    private Answer templateFor(Call call) throws InterruptedException {
        Matcher asked = LONG_POLL_ID.matcher(call.body());
        if (asked.find()) {
            while (asked.group(1).equals(longPollId) && !server.isClosed()) {
                wait(50);
            }
        }
        longPollId = "%s%x".formatted(template.prevHash.displayHex(), templateCount);
        return http(200, template.with("longpollid", "\"" + longPollId + "\"").answer());
    }

    private Answer judge(Call call) {
        Matcher hex = BLOCK.matcher(call.body());
        if (!hex.find()) {
            return refusal(500, -22, "Block decode failed");
        }
        String reason = take(HexFormat.of().parseHex(hex.group(1)));
        return http(200, "{\"result\":" + (reason.isEmpty() ? "null" : quoted(reason)) + "}");
    }

    private String take(byte[] block) {
        BlockHeader header = BlockHeader.parse(Arrays.copyOf(block, BlockHeader.SIZE_BYTES));
        if (!header.prevHash().equals(template.prevHash)) {
            boolean isOld = blocks.stream().anyMatch(old -> old.header().equals(header));
            return isOld ? "duplicate" : "stale-prevblk";
        }
        ByteBuffer in = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        in.position(BlockHeader.SIZE_BYTES);
        long count = CompactSize.read(in, RawTransactions.MAX_COUNT + 1L);
        byte[] rest = template.rawTransactions();
        int coinbaseEnd = block.length - rest.length;
        CoinbaseTransaction coinbase =
                CoinbaseTransaction.parse(Arrays.copyOfRange(block, in.position(), coinbaseEnd));
        List<Hash256> leaves = new ArrayList<>(List.of(coinbase.txid()));
        template.transactions.forEach(transaction -> leaves.add(transaction.txid()));
        if (count != leaves.size()
                || !Arrays.equals(rest, Arrays.copyOfRange(block, coinbaseEnd, block.length))) {
            return "bad-txns";
        }
        if (!MerkleTree.root(leaves).equals(header.merkleRoot())) {
            return "bad-txnmrklroot";
        }
        if (!Target.ofNBits(TemplateJson.REGTEST_NBITS).isMetBy(header.hash())) {
            return "high-hash";
        }
        blocks.add(new Block(template.height, header, coinbase, (int) count));
        moveTo(header.hash(), template.height + 1);
        return "";
    }

    private void moveTo(Hash256 tip, int height) {
        template = new TemplateJson(tip, height, template.transactions);
        changed();
    }

    private void changed() {
        templateCount++;
        longPollId = "";
        notifyAll();
    }

    private static void writeHttp(OutputStream out, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head =
                "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(status, bytes.length);
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
