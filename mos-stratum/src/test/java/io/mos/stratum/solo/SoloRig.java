package io.mos.stratum.solo;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.chain.Hash256;
import io.mos.core.kernel.Entropy;
import io.mos.core.testkit.Await;
import io.mos.core.work.SourceId;
import io.mos.stratum.StratumMetrics;
import io.mos.stratum.failover.PoolUrl;
import io.mos.stratum.failover.Upstream;
import io.mos.stratum.failover.UpstreamConnection;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Solo work from a {@link FakeNode} over loopback HTTP; time moves when a test says so. */
final class SoloRig implements AutoCloseable {

    static final String PAYOUT = "bcrt1qh930q5sgh5axtrj5y8v4gmk92zjujfjfhh2vm7";
    static final Upstream.Terms TERMS = new Upstream.Terms(new SourceId("pools"), 7);

    /** A block of somebody else's. */
    static final Hash256 THEIRS = Hash256.ofDisplayHex("0a".repeat(32));

    /** Longer than any first pause before another try. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    final SharedVirtualTime time = new SharedVirtualTime();
    final RecordingListener listener = new RecordingListener();
    final FakeNode node;
    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    SoloRig() throws IOException {
        node = new FakeNode();
    }

    UpstreamConnection connect() {
        return connect("127.0.0.1", node.port(), password());
    }

    UpstreamConnection connect(RpcCredentials credentials) {
        return connect("127.0.0.1", node.port(), credentials);
    }

    UpstreamConnection connect(String host, int port, RpcCredentials credentials) {
        return upstream(host, port, credentials).open(TERMS, listener);
    }

    /** Another connection to the same node, heard by another listener. */
    UpstreamConnection connect(RecordingListener other) {
        return upstream("127.0.0.1", node.port(), password()).open(TERMS, other);
    }

    static RpcCredentials password() {
        return new RpcCredentials.Password("miner", FakeNode.PASSWORD);
    }

    long longPolls() {
        return node.calls().stream().filter(call -> call.body().contains("longpollid")).count();
    }

    void awaitLongPoll(int count) {
        Await.until("long poll " + count, () -> longPolls() == count);
    }

    void awaitCalls(String method, int count) {
        Await.until(count + " calls of " + method, () -> node.count(method) == count);
    }

    @Override
    public void close() throws IOException {
        node.close();
        var _ = group.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private SoloUpstream upstream(String host, int port, RpcCredentials credentials) {
        return new SoloUpstream(
                PoolUrl.parse("solo+http://" + host + ":" + port),
                credentials,
                SoloPayout.parse(PAYOUT, "/mos test/"),
                new SoloRuntime(
                        group.next(),
                        time,
                        Entropy.system(),
                        new StratumMetrics(new SimpleMeterRegistry())));
    }
}
