package io.mos.stratum.solo;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpChunkedInput;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One call over one connection: sends the request, reads the answer as it comes, closes. Owner: the
 * channel's loop.
 */
final class RpcExchange<T> extends SimpleChannelInboundHandler<HttpObject> {

    /**
     * Statuses under which bitcoind sends a JSON answer: 200 for results, and for errors 500, 404
     * (unknown method) and 400 (malformed request).
     */
    private static final Set<Integer> ANSWER_STATUSES = Set.of(200, 400, 404, 500);

    private final String hostHeader;
    private final String authorization;
    private final RpcRequest request;
    private final RpcAnswerReader<T> reader;
    private final Consumer<RpcOutcome<T>> whenDone;
    private final byte[] scratch = new byte[8 * 1024];
    private int bodyBytes;
    private boolean isDone;

    /**
     * @param authorization value of the header that proves who we are
     * @param whenDone called on the channel's loop with each reason to end, the first of which
     *     counts
     */
    RpcExchange(
            String hostHeader,
            String authorization,
            RpcRequest request,
            ResultReader<T> result,
            Consumer<RpcOutcome<T>> whenDone) {
        this.hostHeader = hostHeader;
        this.authorization = authorization;
        this.request = request;
        this.reader = new RpcAnswerReader<>(result);
        this.whenDone = whenDone;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        HttpRequest head = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
        HttpHeaders headers = head.headers();
        headers.set(HttpHeaderNames.AUTHORIZATION, authorization);
        headers.set(HttpHeaderNames.HOST, hostHeader);
        headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        headers.set(HttpHeaderNames.CONTENT_LENGTH, request.sizeBytes());
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        var _ = ctx.write(head);
        var _ = ctx.writeAndFlush(new HttpChunkedInput(request.open()));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (isDone) {
            return;
        }
        if (message.decoderResult().isFailure()) {
            finish(ctx, new RpcOutcome.Malformed<>("no HTTP answer"));
            return;
        }
        if (message instanceof HttpResponse response) {
            readHead(ctx, response);
        }
        if (!isDone && message instanceof HttpContent content) {
            readContent(ctx, content);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        finish(ctx, new RpcOutcome.Broken<>("connection closed before the whole answer came"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        finish(ctx, new RpcOutcome.Broken<>(String.valueOf(cause.getMessage())));
    }

    private void finish(ChannelHandlerContext ctx, RpcOutcome<T> outcome) {
        isDone = true;
        whenDone.accept(outcome);
        var _ = ctx.close();
    }

    private void readHead(ChannelHandlerContext ctx, HttpResponse response) {
        int status = response.status().code();
        if (!ANSWER_STATUSES.contains(status)) {
            finish(ctx, new RpcOutcome.HttpRefusal<>(status));
        }
    }

    private void readContent(ChannelHandlerContext ctx, HttpContent content) {
        try {
            feed(content.content());
            if (content instanceof LastHttpContent) {
                finish(ctx, reader.finish());
            }
        } catch (MalformedAnswerException e) {
            finish(ctx, new RpcOutcome.Malformed<>(String.valueOf(e.getMessage())));
        }
    }

    private void feed(ByteBuf bytes) {
        bodyBytes += bytes.readableBytes();
        if (bodyBytes > RpcAnswerReader.MAX_BODY_BYTES) {
            throw new MalformedAnswerException(
                    "an answer above " + RpcAnswerReader.MAX_BODY_BYTES + " bytes");
        }
        while (bytes.isReadable()) {
            int piece = Math.min(scratch.length, bytes.readableBytes());
            bytes.readBytes(scratch, 0, piece);
            reader.feed(scratch, 0, piece);
        }
    }
}
