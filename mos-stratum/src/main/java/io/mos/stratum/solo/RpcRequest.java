package io.mos.stratum.solo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The body of one call on the node, JSON-RPC as bitcoind speaks it: some text, and for {@code
 * submitblock} a block's hex within, which is made piece by piece while it is sent.
 */
final class RpcRequest {

    private static final JsonFactory JSON = new JsonFactory();

    private final String method;
    private final byte[] start;
    private final Optional<SolvedBlock> block;
    private final byte[] end;

    private RpcRequest(String method, String start, Optional<SolvedBlock> block, String end) {
        this.method = method;
        this.start = start.getBytes(StandardCharsets.UTF_8);
        this.block = block;
        this.end = end.getBytes(StandardCharsets.UTF_8);
    }

    static RpcRequest blockchainInfo() {
        return new RpcRequest(
                "getblockchaininfo", head("getblockchaininfo"), Optional.empty(), "]}");
    }

    /** Asks for a template now, or when it differs from the one that came with this id (BIP22). */
    static RpcRequest blockTemplate(Optional<String> longPollId) {
        StringWriter params = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(params)) {
            json.writeStartObject();
            json.writeArrayFieldStart("rules");
            json.writeString("segwit");
            json.writeEndArray();
            if (longPollId.isPresent()) {
                json.writeStringField("longpollid", longPollId.get());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return new RpcRequest(
                "getblocktemplate", head("getblocktemplate") + params, Optional.empty(), "]}");
    }

    static RpcRequest submitBlock(SolvedBlock block) {
        return new RpcRequest(
                "submitblock", head("submitblock") + "\"", Optional.of(block), "\"]}");
    }

    String method() {
        return method;
    }

    /** Exact, known before the first byte is made. */
    long sizeBytes() {
        return start.length + 2L * block.map(SolvedBlock::sizeBytes).orElse(0) + end.length;
    }

    /** The body from its first byte; each call gives another reading of it. */
    ChunkedInput<ByteBuf> open() {
        return new Pieces();
    }

    private static String head(String method) {
        return "{\"jsonrpc\":\"1.0\",\"id\":\"mos\",\"method\":\"" + method + "\",\"params\":[";
    }

    /** Hands the body to Netty as fast as the connection takes it. Owner: the channel's loop. */
    private final class Pieces implements ChunkedInput<ByteBuf> {
        private static final int BLOCK_PIECE_BYTES = 16 * 1024;
        private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

        private final int blockBytes = block.map(SolvedBlock::sizeBytes).orElse(0);
        private boolean isStartSent;
        private boolean isEndSent;
        private int blockSent;
        private long sentBytes;

        @Override
        public ByteBuf readChunk(ByteBufAllocator allocator) {
            ByteBuf piece = nextPiece(allocator);
            sentBytes += piece.readableBytes();
            return piece;
        }

        @Override
        @Deprecated
        public ByteBuf readChunk(ChannelHandlerContext ctx) {
            return readChunk(ctx.alloc());
        }

        @Override
        public boolean isEndOfInput() {
            return isEndSent;
        }

        @Override
        public long length() {
            return sizeBytes();
        }

        @Override
        public long progress() {
            return sentBytes;
        }

        @Override
        public void close() {
            // Holds nothing that must be given back.
        }

        private ByteBuf nextPiece(ByteBufAllocator allocator) {
            if (!isStartSent) {
                isStartSent = true;
                return Unpooled.wrappedBuffer(start);
            }
            if (blockSent < blockBytes) {
                return nextHex(allocator, block.orElseThrow());
            }
            isEndSent = true;
            return Unpooled.wrappedBuffer(end);
        }

        private ByteBuf nextHex(ByteBufAllocator allocator, SolvedBlock solved) {
            byte[] raw = new byte[Math.min(BLOCK_PIECE_BYTES, blockBytes - blockSent)];
            solved.copyTo(blockSent, raw, raw.length);
            blockSent += raw.length;
            ByteBuf hex = allocator.buffer(2 * raw.length);
            for (byte value : raw) {
                hex.writeByte(HEX[(value & 0xf0) >> 4]).writeByte(HEX[value & 0x0f]);
            }
            return hex;
        }
    }
}
