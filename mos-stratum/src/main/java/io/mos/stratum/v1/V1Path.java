package io.mos.stratum.v1;

import io.mos.stratum.failover.PoolUrl;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.proxy.Socks5ProxyHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What the bytes of one pool pass through: the SOCKS5 proxy if there is one, TLS if the pool wants
 * it, and the cutting into lines.
 */
record V1Path(PoolUrl pool, boolean isProxied, Optional<TlsTrust> tls) {

    /** Tor needs several seconds to build a circuit. */
    static final Duration PROXY_TIMEOUT = Duration.ofSeconds(15);

    boolean isTls() {
        return tls.isPresent();
    }

    /** Adds the handlers; {@code hop} is the proxy's address when there is a proxy. */
    void fill(ChannelPipeline pipeline, InetSocketAddress hop) {
        if (isProxied) {
            Socks5ProxyHandler socks = new Socks5ProxyHandler(hop);
            socks.setConnectTimeoutMillis(PROXY_TIMEOUT.toMillis());
            pipeline.addLast(socks);
        }
        tls.ifPresent(trust ->
                pipeline.addLast(
                        trust.handler(pipeline.channel().alloc(), pool.host(), pool.port())));
        pipeline.addLast(new LineFrameDecoder(V1Codec.MAX_POOL_LINE_BYTES));
    }
}
