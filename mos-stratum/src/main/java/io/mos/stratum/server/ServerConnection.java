package io.mos.stratum.server;

import io.mos.core.kernel.TimeSource;
import io.mos.stratum.v1.MalformedFrameException;
import io.mos.stratum.v1.V1Codec;
import io.mos.stratum.v1.V1Message;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One miner's connection: lines to messages and back, and the limits of {@link ServerLimits}.
 * Owner: the server's loop.
 */
final class ServerConnection extends SimpleChannelInboundHandler<byte[]> {

    private final ConnectionOwner owner;
    private final ServerSession session;
    private final TimeSource time;
    private final CallBudget budget;
    private final long sinceNanos;
    private long lastHeardNanos;
    private @Nullable Channel channel;
    private boolean isEnded;

    ServerConnection(ConnectionOwner owner, ServerSession session) {
        this.owner = owner;
        this.session = session;
        time = owner.time();
        sinceNanos = time.nanos();
        lastHeardNanos = sinceNanos;
        budget = new CallBudget(owner.limits(), sinceNanos);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        owner.onConnected(this);
    }

    /** Lines behind the one that ended the connection are not looked at. */
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, byte[] line) {
        if (isEnded) {
            return;
        }
        lastHeardNanos = time.nanos();
        if (!budget.take(lastHeardNanos)) {
            end(Closing.CALL_FLOOD, "more calls than any miner makes");
            return;
        }
        write(session.onMessage(V1Codec.read(line)));
        session.closing().ifPresent(cause -> end(cause, "after a call"));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        isEnded = true;
        session.close();
        owner.onDisconnected(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (cause) {
            case MalformedFrameException malformed ->
                    end(Closing.of(malformed.fault()), String.valueOf(malformed.getMessage()));
            case IOException broken ->
                    end(Closing.CONNECTION_BROKEN, String.valueOf(broken.getMessage()));
            default -> {
                owner.onDefect(cause);
                end(Closing.DEFECT, String.valueOf(cause.getMessage()));
            }
        }
    }

    /** A new job is in the book. */
    void onJob(JobBook.Entry entry) {
        writeAndFlush(session.onJob(entry));
        session.closing().ifPresent(cause -> end(cause, "with a new job"));
    }

    /** Comes each second. */
    void onTick() {
        long now = time.nanos();
        ServerLimits limits = owner.limits();
        if (!session.isWorking()) {
            if (isOver(limits.handshake(), sinceNanos, now)) {
                end(
                        session.isWaiting() ? Closing.NO_WORK : Closing.HANDSHAKE_TIMEOUT,
                        "not at work in " + limits.handshake());
            }
        } else if (isOver(limits.silence(), lastHeardNanos, now)) {
            end(Closing.SILENT, "nothing heard for " + limits.silence());
        } else {
            writeAndFlush(session.onTick());
        }
    }

    private void write(List<V1Message> messages) {
        Channel open = channel;
        if (messages.isEmpty() || isEnded || open == null) {
            return;
        }
        // A failed write shows as the channel's own exception.
        var _ = open.write(encode(open, messages), open.voidPromise());
        if (!open.isWritable()) {
            open.flush();
        }
        if (!open.isWritable()) {
            end(Closing.SLOW_READER, "it does not read what is sent");
        }
    }

    private void writeAndFlush(List<V1Message> messages) {
        write(messages);
        Channel open = channel;
        if (!messages.isEmpty() && open != null) {
            open.flush();
        }
    }

    private void end(Closing cause, String detail) {
        Channel open = channel;
        if (isEnded || open == null) {
            return;
        }
        isEnded = true;
        owner.onClosing(cause, open.remoteAddress() + ": " + detail);
        var _ = open.close();
    }

    private ByteBuf encode(Channel channel, List<V1Message> messages) {
        List<byte[]> lines = new ArrayList<>(messages.size());
        int sizeBytes = 0;
        for (V1Message message : messages) {
            byte[] line = owner.lines().of(message);
            lines.add(line);
            sizeBytes += line.length;
        }
        ByteBuf buffer = channel.alloc().ioBuffer(sizeBytes);
        lines.forEach(buffer::writeBytes);
        return buffer;
    }

    private static boolean isOver(Duration limit, long sinceNanos, long nowNanos) {
        return nowNanos - sinceNanos >= limit.toNanos();
    }
}
