package io.mos.stratum.v1;

import io.mos.stratum.v1.MalformedFrameException.Fault;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.Arrays;

/**
 * Cuts a byte stream into lines and hands each on as a {@code byte[]} without its line end; empty
 * lines are left out. A line beyond the limit, or very many empty ones in a row, raise {@link
 * MalformedFrameException} as soon as the byte too many arrives, and everything after it is
 * dropped: whoever catches it closes the channel.
 *
 * <p>Owner: the channel's loop, one instance per channel. Holds at most the limit.
 */
public final class LineFrameDecoder extends ChannelInboundHandlerAdapter {

    private static final byte[] NOTHING = {};
    private static final int FIRST_CAPACITY_BYTES = 1024;

    /** Some pools send an empty line now and then to keep the connection; none sends a stream. */
    static final int MAX_EMPTY_LINES = 1_000;

    private final int maxLineBytes;
    private byte[] partial = NOTHING;
    private int partialBytes;
    private int emptyLines;
    private boolean isBroken;

    public LineFrameDecoder(int maxLineBytes) {
        this.maxLineBytes = maxLineBytes;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf buffer)) {
            ctx.fireChannelRead(message);
            return;
        }
        try {
            while (buffer.isReadable() && !isBroken) {
                readLine(ctx, buffer);
            }
        } finally {
            ReferenceCountUtil.release(buffer);
        }
    }

    private void readLine(ChannelHandlerContext ctx, ByteBuf buffer) {
        int pieceBytes = buffer.bytesBefore((byte) '\n');
        boolean isWhole = pieceBytes >= 0;
        int taken = isWhole ? pieceBytes : buffer.readableBytes();
        if (taken > maxLineBytes - partialBytes) {
            refuse(ctx, Fault.LINE_TOO_LONG, "a line exceeds " + maxLineBytes + " bytes");
            return;
        }
        append(buffer, taken);
        if (isWhole) {
            buffer.skipBytes(1);
            emit(ctx);
        }
    }

    private void append(ByteBuf buffer, int count) {
        int needed = partialBytes + count;
        if (needed > partial.length) {
            int doubled = Math.max(FIRST_CAPACITY_BYTES, 2 * partial.length);
            int capacity = Math.min(maxLineBytes, Math.max(needed, doubled));
            partial = Arrays.copyOf(partial, capacity);
        }
        buffer.readBytes(partial, partialBytes, count);
        partialBytes = needed;
    }

    private void emit(ChannelHandlerContext ctx) {
        int end = partialBytes;
        partialBytes = 0;
        while (end > 0 && isBlank(partial[end - 1])) {
            end--;
        }
        if (end > 0) {
            emptyLines = 0;
            ctx.fireChannelRead(Arrays.copyOf(partial, end));
        } else if (++emptyLines > MAX_EMPTY_LINES) {
            refuse(ctx, Fault.NOT_A_MESSAGE, "more than " + MAX_EMPTY_LINES + " empty lines");
        }
        if (partial.length > FIRST_CAPACITY_BYTES) {
            partial = NOTHING;
        }
    }

    private void refuse(ChannelHandlerContext ctx, Fault fault, String problem) {
        isBroken = true;
        partial = NOTHING;
        ctx.fireExceptionCaught(new MalformedFrameException(fault, problem));
    }

    private static boolean isBlank(byte value) {
        return value == ' ' || value == '\t' || value == '\r';
    }
}
