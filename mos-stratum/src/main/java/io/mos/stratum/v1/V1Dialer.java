package io.mos.stratum.v1;

import io.mos.stratum.failover.Destination;
import io.mos.stratum.failover.PayoutGuard;
import io.mos.stratum.failover.PoolUrl;
import io.mos.stratum.failover.UpstreamFailure;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes TCP connections for one pool: asks the guard, resolves the name off the loop, tries its
 * addresses in turn, through the SOCKS5 proxy if there is one. Owner: the source's loop.
 *
 * <p>With a proxy the name goes to the proxy as it is: nothing about it leaves this machine through
 * DNS. Names under {@code .onion} are never resolved here.
 */
final class V1Dialer {

    /** What connections run on. */
    record Net(V1Runtime runtime, NameResolver resolver) {}

    /** Per address; a pool further away than this is too far to mine on. */
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** A resolver with two servers gives up after about ten seconds; a backup is quicker. */
    static final Duration RESOLVE_TIMEOUT = Duration.ofSeconds(5);

    /**
     * Unsent bytes that mean the pool does not read: shares in flight are at most {@link
     * V1Session#MAX_PENDING} lines of below 300 bytes.
     */
    static final int MAX_UNSENT_BYTES = 512 * 1024;

    private static final String ONION = ".onion";

    private final PoolUrl pool;
    private final Optional<Destination> proxy;
    private final V1Path path;
    private final Net net;

    V1Dialer(PoolUrl pool, Optional<Destination> proxy, Optional<TlsTrust> tls, Net net) {
        this.pool = pool;
        this.proxy = proxy;
        this.path = new V1Path(pool, proxy.isPresent(), tls);
        this.net = net;
    }

    boolean isTls() {
        return path.isTls();
    }

    boolean isProxied() {
        return proxy.isPresent();
    }

    /**
     * One attempt, over all addresses of the name. How it goes is told to {@code done} on the loop:
     * each channel tried, then one end.
     *
     * @param last makes the handler at the end of each channel's pipeline
     */
    void dial(
            Optional<Destination> redirect, Supplier<ChannelHandler> last, Consumer<Outcome> done) {
        Destination to = redirect.orElse(new Destination(pool.host(), pool.port()));
        if (net.runtime().guard().connect(pool, to)
                instanceof PayoutGuard.Decision.Refused(String reason)) {
            done.accept(new Outcome.Failed(Cause.POLICY, reason));
            return;
        }
        if (proxy.isEmpty() && to.host().endsWith(ONION)) {
            done.accept(
                    new Outcome.Failed(
                            Cause.RESOLVE,
                            "a .onion name needs a proxy; set socks5 for this pool"));
            return;
        }
        String firstHop = proxy.map(Destination::host).orElse(to.host());
        resolve(
                firstHop,
                addresses -> {
                    int port = proxy.map(Destination::port).orElse(to.port());
                    Iterator<InetAddress> rest = addresses.iterator();
                    connect(new Attempt(to, rest, port, last, done));
                },
                problem -> done.accept(new Outcome.Failed(Cause.RESOLVE, problem)));
    }

    private void resolve(
            String host, Consumer<List<InetAddress>> found, Consumer<String> notFound) {
        if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
            found.accept(List.of(NetUtil.createInetAddressFromIpAddressString(host)));
            return;
        }
        Promise<List<InetAddress>> answer = net.runtime().loop().newPromise();
        Thread.ofVirtual()
                .name("resolve-" + host)
                .start(() -> {
                    try {
                        answer.trySuccess(net.resolver().resolve(host));
                    } catch (UnknownHostException e) {
                        answer.tryFailure(e);
                    }
                });
        var timeout =
                net.runtime()
                        .time()
                        .schedule(
                                RESOLVE_TIMEOUT,
                                () ->
                                        answer.tryFailure(
                                                new UnknownHostException("no answer in time")));
        answer.addListener(_ -> {
            timeout.cancel();
            List<InetAddress> addresses = answer.getNow();
            if (addresses == null || addresses.isEmpty()) {
                notFound.accept("the name " + host + " cannot be resolved");
            } else {
                found.accept(
                        addresses.subList(
                                0, Math.min(addresses.size(), NameResolver.MAX_ADDRESSES)));
            }
        });
    }

    private void connect(Attempt attempt) {
        InetSocketAddress hop = new InetSocketAddress(attempt.addresses().next(), attempt.port());
        SocketAddress target = isProxied() ? beyondProxy(attempt.to()) : hop;
        ChannelFuture connecting = bootstrap(attempt.last(), hop).connect(target);
        attempt.done().accept(new Outcome.Trying(connecting.channel()));
        connecting.addListener(_ -> {
            if (connecting.isSuccess()) {
                attempt.done().accept(new Outcome.Connected(connecting.channel()));
            } else if (attempt.addresses().hasNext() && !connecting.isCancelled()) {
                connect(attempt);
            } else {
                attempt.done().accept(failed(connecting.cause(), hop));
            }
        });
    }

    /** A name as it is, for the proxy to resolve; an address as an address. */
    private static InetSocketAddress beyondProxy(Destination to) {
        InetAddress literal = NetUtil.createInetAddressFromIpAddressString(to.host());
        return literal == null
                ? InetSocketAddress.createUnresolved(to.host(), to.port())
                : new InetSocketAddress(literal, to.port());
    }

    private Bootstrap bootstrap(Supplier<ChannelHandler> last, InetSocketAddress hop) {
        int timeoutMillis = (int) (isProxied() ? V1Path.PROXY_TIMEOUT : CONNECT_TIMEOUT).toMillis();
        return new Bootstrap()
                .group(net.runtime().loop())
                .channel(NioSocketChannel.class)
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
                // One line at a time on a few connections: pooled arenas would only cost memory.
                .option(ChannelOption.ALLOCATOR, new UnpooledByteBufAllocator(false))
                .option(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(MAX_UNSENT_BYTES / 2, MAX_UNSENT_BYTES))
                .handler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                path.fill(channel.pipeline(), hop);
                                channel.pipeline().addLast(last.get());
                            }
                        });
    }

    private Outcome failed(Throwable cause, InetSocketAddress hop) {
        String text = cause == null ? "gave up" : String.valueOf(cause.getMessage());
        String printable = StratumError.printable(text, 200);
        return isProxied()
                ? new Outcome.Failed(Cause.PROXY, "proxy " + hop.getPort() + ": " + printable)
                : new Outcome.Failed(Cause.CONNECT, printable);
    }

    private record Attempt(
            Destination to,
            Iterator<InetAddress> addresses,
            int port,
            Supplier<ChannelHandler> last,
            Consumer<Outcome> done) {}

    /** How far an attempt has come. */
    sealed interface Outcome {

        /** A channel that is not connected yet; close it to give up. */
        record Trying(Channel channel) implements Outcome {}

        /** TCP, and the proxy when there is one, are through; TLS may still have to come. */
        record Connected(Channel channel) implements Outcome {}

        /** No connection. */
        record Failed(Cause cause, String detail) implements Outcome {

            UpstreamFailure failure() {
                return new UpstreamFailure(cause, detail);
            }
        }
    }
}
