package io.mos.stratum.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.mos.core.kernel.DaemonModule;
import io.mos.core.kernel.Health;
import io.mos.core.kernel.TimeSource;
import io.mos.core.work.HashEngine;
import io.mos.core.work.Job;
import io.mos.core.work.JobListener;
import io.mos.core.work.Share;
import io.mos.core.work.SourceId;
import io.mos.core.work.WorkSource;
import io.mos.stratum.FaultLog;
import io.mos.stratum.v1.LineFrameDecoder;
import io.mos.stratum.v1.V1Codec;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Stratum V1 server. One loop, {@code proxy-1-1}, of its own owns all connections and jobs, so
 * that a flood of miners never keeps the pool connection waiting.
 */
public final class StratumServer implements DaemonModule, ServerDesk {

    private static final long CLOSE_LIMIT_MILLIS = 500;
    private static final int BACKLOG = 1024;
    private static final Logger LOG = LoggerFactory.getLogger(StratumServer.class);

    private final ServerConfig config;
    private final WorkSource upstream;
    private final TimeSource time;
    private final ShareCheck check;
    private final ServerMetrics metrics;
    private final FaultLog faults;
    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory("proxy", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final JobBook book = new JobBook();
    private final Set<ServerConnection> connections = new LinkedHashSet<>();
    private final Map<InetAddress, Integer> perAddress = new HashMap<>();
    private volatile int connected;
    private @Nullable Channel listening;

    /**
     * @param upstream where jobs come from and good shares go; must not have another listener
     */
    public StratumServer(
            ServerConfig config,
            WorkSource upstream,
            TimeSource time,
            HashEngine engine,
            MeterRegistry registry) {
        this.config = config;
        this.upstream = upstream;
        this.time = time;
        check = new ShareCheck(engine);
        metrics = new ServerMetrics(registry);
        faults = new FaultLog(LOG, time);
        metrics.watchConnections(() -> connected);
        upstream.subscribe(new Inbound());
    }

    @Override
    public String name() {
        return "stratum-server";
    }

    /**
     * Binds. A port that is taken shows as the {@code BindException} it is, which Netty throws
     * undeclared.
     */
    @Override
    public void start() throws InterruptedException {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(group)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.SO_KEEPALIVE, true)
                        .childOption(
                                ChannelOption.WRITE_BUFFER_WATER_MARK,
                                new WriteBufferWaterMark(
                                        ServerLimits.MAX_PENDING_BYTES / 2,
                                        ServerLimits.MAX_PENDING_BYTES))
                        .childHandler(new Children());
        listening = bootstrap.bind(config.host(), config.port()).sync().channel();
        LOG.atInfo().addKeyValue("address", config.host() + ":" + port()).log("miners welcome");
    }

    @Override
    public void close() throws InterruptedException {
        group.shutdownGracefully(0, CLOSE_LIMIT_MILLIS, TimeUnit.MILLISECONDS)
                .await(2 * CLOSE_LIMIT_MILLIS);
    }

    @Override
    public Health health() {
        return listening == null ? new Health.Down("not listening") : Health.UP;
    }

    /** The port miners connect to; after the start. */
    public int port() {
        Channel bound = listening;
        if (bound == null || !(bound.localAddress() instanceof InetSocketAddress address)) {
            throw new IllegalStateException("the server does not listen");
        }
        return address.getPort();
    }

    @Override
    public ServerConfig config() {
        return config;
    }

    @Override
    public TimeSource time() {
        return time;
    }

    @Override
    public JobBook book() {
        return book;
    }

    @Override
    public ShareCheck check() {
        return check;
    }

    @Override
    public ServerMetrics metrics() {
        return metrics;
    }

    @Override
    public void passOn(Share share) {
        upstream.shares()
                .submit(share)
                .thenAccept(verdict ->
                        LOG.atInfo()
                                .addKeyValue("hash", share.hash().displayHex())
                                .addKeyValue("verdict", verdict)
                                .log("a downstream share went to the source"));
    }

    void onConnected(ServerConnection connection) {
        connections.add(connection);
        connected = connections.size();
    }

    void onDisconnected(ServerConnection connection) {
        connections.remove(connection);
        connected = connections.size();
    }

    void onClosing(String cause, String detail) {
        metrics.countClosed(cause);
        faults.warn("miner", cause, detail);
    }

    void onDefect(Throwable cause) {
        LOG.atError().setCause(cause).log("a miner's connection met a defect");
    }

    private void onJob(Job job) {
        boolean isClean = job.renewal() == Job.Renewal.REPLACE;
        book.add(job)
                .ifPresentOrElse(
                        entry ->
                                Set.copyOf(connections)
                                        .forEach(each ->
                                                each.onJob(
                                                        entry,
                                                        isClean
                                                                ? ServerSession.JobKind.CLEAN
                                                                : ServerSession.JobKind.UPDATE)),
                        () -> faults.warn("source", "no-extranonce", "its jobs cannot be shared"));
    }

    private boolean admit(InetAddress address) {
        int ofAddress = perAddress.getOrDefault(address, 0);
        if (connections.size() >= ServerLimits.MAX_CONNECTIONS
                || ofAddress >= ServerLimits.MAX_CONNECTIONS_PER_ADDRESS) {
            onClosing("too-many", "no room for another connection of " + address.getHostAddress());
            return false;
        }
        perAddress.put(address, ofAddress + 1);
        return true;
    }

    private void dismiss(InetAddress address) {
        perAddress.computeIfPresent(address, (_, count) -> count > 1 ? count - 1 : null);
    }

    /** Sets up a miner's channel, or closes it when there is no room. */
    private final class Children extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            InetAddress address = channel.remoteAddress().getAddress();
            if (!admit(address)) {
                var _ = channel.close();
                return;
            }
            channel.closeFuture().addListener(_ -> dismiss(address));
            channel.pipeline()
                    .addLast(new LineFrameDecoder(V1Codec.MAX_MINER_LINE_BYTES))
                    .addLast(
                            new ServerConnection(
                                    StratumServer.this, new ServerSession(StratumServer.this)));
        }
    }

    /** The source's way in: hands over to the loop. */
    private final class Inbound implements JobListener {
        @Override
        public void onJob(Job job) {
            loop.execute(() -> StratumServer.this.onJob(job));
        }

        @Override
        public void onDry(SourceId source, String reason) {
            loop.execute(book::clear);
        }
    }
}
