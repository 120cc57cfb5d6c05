package io.mos.stratum.server;

import io.mos.core.kernel.TimeSource;
import io.mos.stratum.v1.MalformedFrameException;
import io.mos.stratum.v1.V1Codec;
import io.mos.stratum.v1.V1Message;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One miner's connection: lines to messages and back, and every limit of {@link ServerLimits}.
 * Owner: the server's loop.
 */
final class ServerConnection extends SimpleChannelInboundHandler<byte[]> {

    private final StratumServer server;
    private final ServerSession session;
    private final TimeSource time;
    private @Nullable Channel channel;
    private @Nullable ScheduledFuture<?> deadline;
    private long lastHeardNanos;
    private long secondStartNanos;
    private int callsThisSecond;

    ServerConnection(StratumServer server, ServerSession session) {
        this.server = server;
        this.session = session;
        time = server.time();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        lastHeardNanos = time.nanos();
        deadline =
                ctx.executor()
                        .schedule(
                                this::checkHandshake,
                                ServerLimits.HANDSHAKE.toNanos(),
                                TimeUnit.NANOSECONDS);
        server.onConnected(this);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, byte[] line) {
        lastHeardNanos = time.nanos();
        if (isFlooding()) {
            close(
                    "call-flood",
                    "more than " + ServerLimits.MAX_CALLS_PER_SECOND + " calls a second");
            return;
        }
        send(session.onMessage(V1Codec.read(line)));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ScheduledFuture<?> pending = deadline;
        if (pending != null) {
            pending.cancel(false);
        }
        session.close();
        server.onDisconnected(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (cause) {
            case MalformedFrameException malformed ->
                    close(label(malformed.fault()), String.valueOf(malformed.getMessage()));
            case IOException broken ->
                    close("connection-broken", String.valueOf(broken.getMessage()));
            default -> {
                server.onDefect(cause);
                close("defect", "internal error");
            }
        }
    }

    void onJob(JobBook.Entry entry, ServerSession.JobKind kind) {
        send(session.onJob(entry, kind));
        session.mustClose().ifPresent(why -> close(why, "its extranonces are void"));
    }

    /** Ends the connection, with the reason counted. */
    void close(String cause, String detail) {
        Channel open = channel;
        if (open != null && open.isActive()) {
            server.onClosing(cause, detail);
            var _ = open.close();
        }
    }

    private void send(List<V1Message> messages) {
        Channel open = channel;
        if (messages.isEmpty() || open == null || !open.isActive()) {
            return;
        }
        CompositeByteBuf lines = Unpooled.compositeBuffer(messages.size());
        for (V1Message message : messages) {
            ByteBuf line = Unpooled.wrappedBuffer(V1Codec.write(message));
            lines.addComponent(true, line);
        }
        // A failed write shows as the channel's own exception.
        var _ = open.writeAndFlush(lines, open.voidPromise());
        if (!open.isWritable()) {
            close("slow-reader", "it does not read what is sent");
        }
    }

    private void checkHandshake() {
        if (session.isWorking()) {
            checkSilence();
        } else {
            close(
                    "handshake-timeout",
                    "not authorised in " + ServerLimits.HANDSHAKE.toSeconds() + " s");
        }
    }

    private void checkSilence() {
        long silentNanos = time.nanos() - lastHeardNanos;
        long leftNanos = ServerLimits.SILENCE.toNanos() - silentNanos;
        Channel open = channel;
        if (leftNanos <= 0) {
            close("silent", "nothing heard for " + ServerLimits.SILENCE.toMinutes() + " min");
        } else if (open != null && open.isActive()) {
            deadline =
                    open.eventLoop().schedule(this::checkSilence, leftNanos, TimeUnit.NANOSECONDS);
        }
    }

    private boolean isFlooding() {
        long now = time.nanos();
        if (now - secondStartNanos >= TimeUnit.SECONDS.toNanos(1)) {
            secondStartNanos = now;
            callsThisSecond = 0;
        }
        return ++callsThisSecond > ServerLimits.MAX_CALLS_PER_SECOND;
    }

    private static String label(MalformedFrameException.Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
