package io.mos.stratum.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import io.mos.core.kernel.SystemTime;
import io.mos.core.testkit.Await;
import io.mos.core.testkit.FakeSource;
import io.mos.core.testkit.Jobs;
import io.mos.core.testkit.ReferenceEngine;
import io.mos.core.work.Job;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** A server on loopback with jobs by hand, and the miners connected to it. */
final class SocketRig implements AutoCloseable {

    static final Difficulty EASY = Difficulty.of(ServerRig.EASY);

    final FakeSource source = new FakeSource("source");
    final SystemTime time = new SystemTime();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final StratumServer server;
    private final List<SocketMiner> miners = new ArrayList<>();
    private int nextJob;

    SocketRig() throws IOException, InterruptedException {
        this(ServerLimits.STANDARD);
    }

    SocketRig(ServerLimits limits) throws IOException, InterruptedException {
        server =
                new StratumServer(config(0), limits, source, time, new ReferenceEngine(), registry);
        server.start();
    }

    static ServerConfig config(int port) {
        return new ServerConfig("127.0.0.1", port, EASY, EASY, 60, VersionMask.BIP320);
    }

    /** A miner that is connected, and no more. */
    SocketMiner connect() throws IOException {
        SocketMiner miner = new SocketMiner(server.port());
        miners.add(miner);
        return miner;
    }

    /** The same from another address of this machine, {@code 127.0.0.N}. */
    SocketMiner connectFrom(int lastByte) throws IOException {
        InetAddress from = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) lastByte});
        SocketMiner miner = new SocketMiner(server.port(), from);
        miners.add(miner);
        return miner;
    }

    /** A job of a new block whose every fourth easy share the source wants. */
    Job newBlock() {
        return give(Job.Renewal.REPLACE, Difficulty.of(4 * ServerRig.EASY).target());
    }

    Job give(Job.Renewal renewal, Target shareTarget) {
        Job like = Jobs.job("source", "up" + nextJob, "block " + nextJob, renewal);
        nextJob++;
        Job job =
                new Job(
                        like.source(),
                        like.epoch(),
                        like.id(),
                        renewal,
                        like.version(),
                        like.versionMask(),
                        like.prevHash(),
                        like.merkle(),
                        like.nBits(),
                        (int) time.now().getEpochSecond(),
                        shareTarget);
        source.give(job);
        return job;
    }

    double closed(Closing cause) {
        Counter counter =
                registry.find(ServerMetrics.CLOSED.meterName())
                        .tag("cause", cause.label())
                        .counter();
        return counter == null ? 0 : counter.count();
    }

    int connected() {
        Gauge gauge = registry.find(ServerMetrics.CONNECTIONS.meterName()).gauge();
        return gauge == null ? 0 : (int) gauge.value();
    }

    void awaitClosed(Closing cause, int count) {
        Await.until(count + " closed for " + cause, () -> closed(cause) >= count);
    }

    void awaitConnected(int count) {
        Await.until(count + " connected", () -> connected() == count);
    }

    @Override
    public void close() throws IOException {
        for (SocketMiner miner : miners) {
            miner.close();
        }
        try {
            server.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while closing", e);
        } finally {
            time.close();
        }
    }
}
