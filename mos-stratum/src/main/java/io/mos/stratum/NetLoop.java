package io.mos.stratum;

import io.mos.core.kernel.DaemonModule;
import io.mos.core.kernel.Health;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The one thread, {@code net-1-1}, that owns the connections to pools.
 *
 * <p>NIO rather than epoll: a handful of connections gain nothing from it, and its native library
 * costs memory and a file per architecture.
 */
public final class NetLoop implements DaemonModule {

    private static final long CLOSE_LIMIT_MILLIS = 1_000;

    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory("net", true), NioIoHandler.newFactory());

    /** The loop to run sources on; usable before the start. */
    public EventLoop eventLoop() {
        return group.next();
    }

    @Override
    public String name() {
        return "net";
    }

    @Override
    public void start() {}

    @Override
    public void close() throws InterruptedException {
        group.shutdownGracefully(0, CLOSE_LIMIT_MILLIS, TimeUnit.MILLISECONDS)
                .await(2 * CLOSE_LIMIT_MILLIS);
    }

    @Override
    public Health health() {
        return group.isShuttingDown() ? new Health.Down("the net loop is closed") : Health.UP;
    }
}
