package io.mos.stratum.v1;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mos.stratum.failover.PoolUrl;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/**
 * Bytes are what a SOCKS5 proxy answers; the first says in pieces of what size. Whatever comes:
 * what reaches the end of the pipeline is a line, a bad line, or the proxy's failure.
 */
@Tag("fuzz")
class SocksFuzzTest {

    private static final PoolUrl POOL = PoolUrl.parse("stratum+tcp://eu.pool-example.com:3333");
    private static final InetSocketAddress HOP = InetSocketAddress.createUnresolved("proxy", 1080);

    @FuzzTest
    void answer(byte[] bytes) {
        check(bytes);
    }

    static void check(byte[] input) {
        int pieceBytes = input.length == 0 ? 1 : 1 + (input[0] & 0x1f);
        End end = new End();
        EmbeddedChannel channel = new EmbeddedChannel();
        new V1Path(POOL, true, Optional.empty()).fill(channel.pipeline(), HOP);
        channel.pipeline().addLast(end);
        var _ = channel.connect(InetSocketAddress.createUnresolved(POOL.host(), POOL.port()));
        for (int at = 1; at < input.length && channel.isOpen(); at += pieceBytes) {
            int size = Math.min(pieceBytes, input.length - at);
            channel.writeInbound(Unpooled.copiedBuffer(input, at, size));
        }
        channel.finishAndReleaseAll();
        assertTrue(end.strangers.isEmpty(), () -> String.valueOf(end.strangers));
    }

    /** Sorts what arrives. */
    private static final class End extends ChannelInboundHandlerAdapter {

        final List<Object> strangers = new ArrayList<>();

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (!(message instanceof byte[])) {
                strangers.add(message);
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
            Throwable inner = thrown.getCause();
            Throwable cause = thrown instanceof DecoderException && inner != null ? inner : thrown;
            if (!(cause instanceof ProxyConnectException)
                    && !(cause instanceof MalformedFrameException)) {
                strangers.add(thrown);
            }
        }
    }
}
