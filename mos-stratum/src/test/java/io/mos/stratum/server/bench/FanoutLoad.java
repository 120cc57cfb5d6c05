package io.mos.stratum.server.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Many miners that only listen, on one thread: each subscribes and authorises in one segment; when
 * each answer and job arrives is kept. Owner: the thread that calls {@link #poll}.
 */
final class FanoutLoad implements AutoCloseable {

    private static final int READ_BYTES = 64 * 1024;
    private static final long SELECT_MILLIS = 5;

    private static final String HANDSHAKE =
            """
            {"id":1,"method":"mining.subscribe","params":["fanout/1"]}
            {"id":2,"method":"mining.authorize","params":["w","x"]}
            """;

    private static final String JOB = "\"mining.notify\",\"params\":[\"";
    private static final String AUTHORISED = "{\"id\":2,\"result\":true";

    private final InetSocketAddress server;
    private final int wanted;
    private final int perSecond;
    private final Selector selector = Selector.open();
    private final ByteBuffer read = ByteBuffer.allocateDirect(READ_BYTES);
    private final List<SocketChannel> channels = new ArrayList<>();
    private final Samples authorise = new Samples();
    private final Map<String, Samples> arrivals = new LinkedHashMap<>();
    private final long begunNanos = System.nanoTime();
    private long jobs;
    private int closed;

    /** A connection's bytes without a line's end so far. */
    private static final class Miner {
        private final long begunNanos = System.nanoTime();
        private byte[] rest = new byte[0];
    }

    FanoutLoad(int port, int connections, int perSecond) throws IOException {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        wanted = connections;
        this.perSecond = perSecond;
    }

    /** Connects who is due and takes what has arrived. */
    void poll() throws IOException {
        double seconds = (System.nanoTime() - begunNanos) / 1e9;
        while (channels.size() < Math.min(wanted, seconds * perSecond)) {
            connect();
        }
        selector.select(SELECT_MILLIS);
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isConnectable()) {
                begin(key);
            } else {
                take(key);
            }
        }
        selector.selectedKeys().clear();
    }

    int authorised() {
        return authorise.count();
    }

    int closed() {
        return closed;
    }

    /** From connecting to the answer, in nanoseconds. */
    Samples authoriseNanos() {
        return authorise;
    }

    long jobsHeard() {
        return jobs;
    }

    /**
     * For each job that all were told of: how long after the first each heard of it, in
     * nanoseconds.
     */
    List<Samples> spreads() {
        return arrivals.values().stream()
                .filter(each -> each.count() == wanted)
                .map(Samples::sinceFirst)
                .toList();
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }

    private void connect() throws IOException {
        SocketChannel channel = SocketChannel.open();
        channels.add(channel);
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(server);
        channel.register(selector, SelectionKey.OP_CONNECT, new Miner());
    }

    private void begin(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        if (channel.finishConnect()) {
            ByteBuffer bytes = ByteBuffer.wrap(HANDSHAKE.getBytes(ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private void take(SelectionKey key) throws IOException {
        read.clear();
        int count = ((SocketChannel) key.channel()).read(read);
        if (count < 0) {
            closed++;
            key.cancel();
            return;
        }
        long now = System.nanoTime();
        Miner miner = (Miner) key.attachment();
        byte[] bytes = Arrays.copyOf(miner.rest, miner.rest.length + count);
        read.flip().get(bytes, miner.rest.length, count);
        int from = 0;
        for (int i = miner.rest.length; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                hear(new String(bytes, from, i - from, ISO_8859_1), miner, now);
                from = i + 1;
            }
        }
        miner.rest = Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private void hear(String line, Miner miner, long nowNanos) {
        int job = line.indexOf(JOB);
        if (job >= 0) {
            int start = job + JOB.length();
            String id = line.substring(start, line.indexOf('"', start));
            arrivals.computeIfAbsent(id, _ -> new Samples()).add(nowNanos);
            jobs++;
        } else if (line.startsWith(AUTHORISED)) {
            authorise.add(nowNanos - miner.begunNanos);
        }
    }
}
