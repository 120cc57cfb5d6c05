package io.mos.stratum.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mos.core.kernel.TimeSource;
import io.mos.stratum.v1.LineFrameDecoder;
import io.mos.stratum.v1.V1Codec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;

/** One miner's connection in memory: bytes in, lines out, and time by hand. */
final class ConnectionRig implements ConnectionOwner {

    final List<Closing> closings = new ArrayList<>();
    final List<Throwable> defects = new ArrayList<>();
    final EmbeddedChannel channel;
    private final ServerRig server;
    private final ServerConnection connection;
    private final JobLines lines = new JobLines();
    private boolean isConnected;

    ConnectionRig(ServerRig server) {
        this.server = server;
        connection = new ServerConnection(this, new ServerSession(server));
        channel =
                new EmbeddedChannel(new LineFrameDecoder(V1Codec.MAX_MINER_LINE_BYTES), connection);
    }

    /** Sends bytes as one segment, written with single quotes. */
    ConnectionRig send(String text) {
        return send(text.replace('\'', '"').getBytes(UTF_8));
    }

    ConnectionRig send(byte[] bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes));
        return this;
    }

    /** Subscribes and authorises. */
    ConnectionRig begin() {
        return send(
                """
                {'id':2,'method':'mining.subscribe','params':[]}
                {'id':3,'method':'mining.authorize','params':['w','x']}
                """);
    }

    ConnectionRig tick() {
        connection.onTick();
        return this;
    }

    void onJob(JobBook.Entry entry) {
        connection.onJob(entry);
    }

    /** The lines since the last time, with single quotes. */
    List<String> heard() {
        return heardRaw().stream().map(line -> line.replace('"', '\'')).toList();
    }

    /** The lines since the last time, as they are. */
    List<String> heardRaw() {
        List<String> lines = new ArrayList<>();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            lines.addAll(List.of(out.toString(UTF_8).split("\n")));
            out.release();
        }
        return lines;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Whether the server still counts it. */
    boolean isConnected() {
        return isConnected;
    }

    @Override
    public TimeSource time() {
        return server.time();
    }

    @Override
    public ServerLimits limits() {
        return ServerLimits.STANDARD;
    }

    @Override
    public JobLines lines() {
        return lines;
    }

    @Override
    public void onConnected(ServerConnection connected) {
        isConnected = true;
    }

    @Override
    public void onDisconnected(ServerConnection disconnected) {
        isConnected = false;
    }

    @Override
    public void onClosing(Closing cause, String detail) {
        closings.add(cause);
    }

    @Override
    public void onDefect(Throwable cause) {
        defects.add(cause);
    }
}
