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
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Stratum V1 server. One loop, {@code proxy-1-1}, of its own owns all connections and jobs, so
 * that a flood of miners never keeps the pool connection waiting.
 */
public final class StratumServer implements DaemonModule {

    private static final long CLOSE_LIMIT_MILLIS = 500;
    private static final long TICK_MILLIS = 1_000;
    private static final int BACKLOG = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(StratumServer.class);

    private final ServerConfig config;
    private final ServerLimits limits;
    private final WorkSource upstream;
    private final TimeSource time;
    private final ShareCheck check;
    private final ServerMetrics metrics;
    private final FaultLog faults;
    private final Admission admission;
    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory("proxy", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Inside inside = new Inside();
    private final JobBook book = new JobBook();
    private final JobLines lines = new JobLines();
    private final Set<ServerConnection> connections = new LinkedHashSet<>();
    private final Defects defects;
    private volatile int connected;
    private volatile @Nullable Channel listening;

    /**
     * @param upstream where jobs come from and good shares go; must not have another listener
     * @param engine hashes every share, on the server's loop
     */
    public StratumServer(
            ServerConfig config,
            WorkSource upstream,
            TimeSource time,
            HashEngine engine,
            MeterRegistry registry) {
        this(config, ServerLimits.STANDARD, upstream, time, engine, registry);
    }

    StratumServer(
            ServerConfig config,
            ServerLimits limits,
            WorkSource upstream,
            TimeSource time,
            HashEngine engine,
            MeterRegistry registry) {
        this.config = config;
        this.limits = limits;
        this.upstream = upstream;
        this.time = time;
        check = new ShareCheck(engine);
        metrics = new ServerMetrics(registry);
        faults = new FaultLog(LOG, time);
        defects = new Defects(time);
        admission = new Admission(limits);
        metrics.watchConnections(() -> connected);
        upstream.subscribe(new Inbound());
    }

    @Override
    public String name() {
        return "stratum-server";
    }

    /**
     * @throws IOException when the address or port cannot be listened on, as when it is taken
     * @throws InterruptedException while binding
     */
    @Override
    public void start() throws IOException, InterruptedException {
        ChannelFuture bound = bootstrap().bind(config.host(), config.port()).await();
        if (!bound.isSuccess()) {
            shutDown();
            throw new IOException(
                    "cannot listen on %s:%d: %s"
                            .formatted(config.host(), config.port(), bound.cause().getMessage()),
                    bound.cause());
        }
        listening = bound.channel();
        var _ =
                loop.scheduleAtFixedRate(
                        this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        LOG.atInfo().addKeyValue("address", config.host() + ":" + port()).log("miners welcome");
    }

    @Override
    public void close() throws InterruptedException {
        listening = null;
        shutDown();
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

    private ServerBootstrap bootstrap() {
        return new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(
                                limits.maxPendingBytes() / 2, limits.maxPendingBytes()))
                .childHandler(new Children());
    }

    private void shutDown() throws InterruptedException {
        group.shutdownGracefully(0, CLOSE_LIMIT_MILLIS, TimeUnit.MILLISECONDS)
                .await(2 * CLOSE_LIMIT_MILLIS);
    }

    private void onJob(Job job) {
        book.add(job)
                .ifPresentOrElse(
                        entry -> List.copyOf(connections).forEach(each -> each.onJob(entry)),
                        () -> faults.warn("source", "no-extranonce", "its jobs cannot be shared"));
    }

    private void tick() {
        List.copyOf(connections).forEach(ServerConnection::onTick);
    }

    /** Sets up a miner's channel, or closes it when there is no room. */
    private final class Children extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            InetSocketAddress remote = channel.remoteAddress();
            if (remote == null) {
                // Gone between its connect and our accept.
                var _ = channel.close();
                return;
            }
            InetAddress address = remote.getAddress();
            if (!admission.admit(address)) {
                inside.onClosing(Closing.TOO_MANY, remote + ": no room for another connection");
                var _ = channel.close();
                return;
            }
            channel.closeFuture().addListener(_ -> admission.dismiss(address));
            channel.pipeline()
                    .addLast(new LineFrameDecoder(V1Codec.MAX_MINER_LINE_BYTES))
                    .addLast(new ServerConnection(inside, new ServerSession(inside)));
        }
    }

    /** The source's way in: hands over to the loop. */
    private final class Inbound implements JobListener {
        @Override
        public void onJob(Job job) {
            handOver(() -> StratumServer.this.onJob(job));
        }

        @Override
        public void onDry(SourceId source, String reason) {
            handOver(book::clear);
        }

        private void handOver(Runnable task) {
            try {
                loop.execute(task);
            } catch (RejectedExecutionException e) {
                LOG.atDebug().log("a closed server takes no jobs");
            }
        }
    }

    /** What sessions and connections see of the server. */
    private final class Inside implements ServerDesk, ConnectionOwner {
        @Override
        public ServerConfig config() {
            return config;
        }

        @Override
        public ServerLimits limits() {
            return limits;
        }

        @Override
        public JobLines lines() {
            return lines;
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
            upstream.shares().submit(share).thenAccept(metrics::countPassedOn);
        }

        @Override
        public void onConnected(ServerConnection connection) {
            connections.add(connection);
            connected = connections.size();
        }

        @Override
        public void onDisconnected(ServerConnection connection) {
            connections.remove(connection);
            connected = connections.size();
        }

        @Override
        public void onClosing(Closing cause, String detail) {
            metrics.countClosed(cause);
            faults.warn("miner", cause.label(), detail);
        }

        @Override
        public void onDefect(Throwable cause) {
            defects.tell(cause);
        }
    }
}
