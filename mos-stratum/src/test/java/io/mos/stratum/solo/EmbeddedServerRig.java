package io.mos.stratum.solo;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.VersionMask;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.SystemTime;
import io.mos.core.testkit.Await;
import io.mos.core.testkit.ReferenceEngine;
import io.mos.core.work.Job;
import io.mos.core.work.JobListener;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.core.work.SourceId;
import io.mos.stratum.NetLoop;
import io.mos.stratum.StratumMetrics;
import io.mos.stratum.failover.FailoverSettings;
import io.mos.stratum.failover.PayoutGuard;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.PoolSource;
import io.mos.stratum.failover.SourceRuntime;
import io.mos.stratum.failover.Upstream;
import io.mos.stratum.server.ServerConfig;
import io.mos.stratum.server.StratumServer;
import io.mos.stratum.v1.V1Runtime;
import io.mos.stratum.v1.V1Upstream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Node → solo source → embedded server → TCP → our own client, wired as the daemon does it. */
final class EmbeddedServerRig implements AutoCloseable, JobListener {

    /** Of nobody here, so that what it gets can only come from our coinbases. */
    static final String PAYOUT = "bcrt1qh930q5sgh5axtrj5y8v4gmk92zjujfjfhh2vm7";

    private static final int MAX_HASHES = 1_000_000;

    private final SystemTime time = new SystemTime();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final NetLoop net = new NetLoop();
    private final List<Job> jobs = new CopyOnWriteArrayList<>();
    private final PoolSource solo;
    private final StratumServer server;
    private final PoolSource client;
    private long counter;

    EmbeddedServerRig(RealNode node, Difficulty difficulty)
            throws IOException, InterruptedException {
        StratumMetrics metrics = new StratumMetrics(registry);
        SoloRuntime runtime = new SoloRuntime(net.eventLoop(), time, Entropy.system(), metrics);
        solo = source("node", SoloUpstream.of(node.config(PAYOUT), runtime), metrics);
        server =
                new StratumServer(
                        ServerConfig.onLoopback(difficulty, 60),
                        solo,
                        time,
                        new ReferenceEngine(),
                        registry);
        server.start();
        PoolConfig pool = PoolConfig.pool("stratum+tcp://127.0.0.1:" + server.port(), "miner.one");
        PayoutGuard guard = new PayoutGuard(List.of(pool));
        V1Runtime v1 = new V1Runtime(net.eventLoop(), time, guard, metrics, "mos/test");
        client = source("pool", V1Upstream.open(pool, v1), metrics);
        client.subscribe(this);
        solo.start();
        client.start();
    }

    @Override
    public void onJob(Job job) {
        jobs.add(job);
    }

    @Override
    public void onDry(SourceId source, String reason) {
        // The next job on the right block ends it.
    }

    /** The first job that our client was told of for this block. */
    Job awaitJobOn(String prevHashDisplayHex) {
        return Await.value(
                "a job on " + prevHashDisplayHex,
                () ->
                        jobs.stream()
                                .filter(job ->
                                        job.prevHash().displayHex().equals(prevHashDisplayHex))
                                .findFirst());
    }

    /** A header as a device rolls it: another version and extranonce2 each time. */
    Share search(Job job, Predicate<Hash256> wanted) {
        counter++;
        VersionMask mask = job.rollableVersion();
        Extranonce extranonce2 = Extranonce.ofCounter(counter, job.merkle().extranonce2SizeBytes());
        BlockHeader header =
                new BlockHeader(
                        job.version() | mask.spread(counter),
                        job.prevHash(),
                        job.merkle().root(extranonce2),
                        job.nTime(),
                        job.nBits(),
                        0);
        for (int nonce = 0; nonce < MAX_HASHES; nonce++) {
            BlockHeader tried = header.withNonce(nonce);
            Hash256 hash = tried.hash();
            if (wanted.test(hash)) {
                return new Share(job, extranonce2, tried, hash);
            }
        }
        throw new AssertionError("nothing found in " + MAX_HASHES + " hashes");
    }

    ShareVerdict submit(Share share) {
        return Await.result(client.shares().submit(share));
    }

    /** How many shares the server gave to the node, by the node's verdict. */
    int passedOn(String verdict) {
        return Optional.ofNullable(
                        registry.find("mos_server_passed_on").tag("verdict", verdict).counter())
                .map(Counter::count)
                .map(Double::intValue)
                .orElse(0);
    }

    @Override
    public void close() {
        try {
            client.close();
            server.close();
            solo.close();
            net.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while closing", e);
        } finally {
            time.close();
        }
    }

    private PoolSource source(String name, Upstream upstream, StratumMetrics metrics) {
        return new PoolSource(
                new SourceId(name),
                List.of(upstream),
                new SourceRuntime(
                        net.eventLoop(), time, Entropy.system(), new EventBus<>(), metrics),
                FailoverSettings.DEFAULT);
    }
}
