package io.mos.stratum.v1;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.testkit.Await;
import io.mos.core.work.Job;
import io.mos.core.work.JobListener;
import io.mos.core.work.SourceId;
import io.mos.stratum.NetLoop;
import io.mos.stratum.StratumMetrics;
import io.mos.stratum.failover.FailoverSettings;
import io.mos.stratum.failover.PayoutGuard;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.PoolSource;
import io.mos.stratum.failover.SourceRuntime;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import io.mos.stratum.mockpool.HonestScript;
import io.mos.stratum.mockpool.TestMiner;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A pool source on a real net loop over real sockets. */
final class NetRig implements AutoCloseable, JobListener {

    static final String USER = "me.w1";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final PoolSource source;
    final AtomicReference<@Nullable Job> job = new AtomicReference<>();
    final AtomicInteger jobs = new AtomicInteger();
    private final NetLoop net = new NetLoop();

    NetRig(TimeSource time, PoolConfig... pools) throws IOException {
        this(time, host -> List.of(InetAddress.getAllByName(host)), pools);
    }

    NetRig(TimeSource time, NameResolver resolver, PoolConfig... pools) throws IOException {
        StratumMetrics metrics = new StratumMetrics(registry);
        PayoutGuard guard = new PayoutGuard(List.of(pools));
        V1Runtime runtime = new V1Runtime(net.eventLoop(), time, guard, metrics, "mos/test");
        List<V1Upstream> upstreams = new ArrayList<>();
        for (PoolConfig pool : pools) {
            upstreams.add(new V1Upstream(pool, runtime, resolver));
        }
        source =
                new PoolSource(
                        new SourceId("pools"),
                        upstreams,
                        new SourceRuntime(
                                net.eventLoop(),
                                time,
                                Entropy.system(),
                                new EventBus<FleetEvent>(),
                                metrics),
                        FailoverSettings.DEFAULT);
        source.subscribe(this);
        source.start();
    }

    @Override
    public void onJob(Job newest) {
        job.set(newest);
        jobs.incrementAndGet();
    }

    @Override
    public void onDry(SourceId id, String reason) {
        job.set(null);
    }

    Job awaitJob() {
        return Await.value("a job arrives", () -> Optional.ofNullable(job.get()));
    }

    /** How many connections this cause has ended. */
    double ended(Cause cause) {
        Counter counter =
                registry.find("mos_stratum_disconnects").tag("cause", cause.label()).counter();
        return counter == null ? 0 : counter.count();
    }

    /** Whether an attempt or a connection is under way. */
    boolean isTrying() {
        return sum("mos_stratum_connects") > sum("mos_stratum_disconnects");
    }

    private double sum(String counters) {
        return registry.find(counters).counters().stream().mapToDouble(Counter::count).sum();
    }

    void awaitEnded(Cause cause) {
        Await.until("a connection ends by " + cause, () -> ended(cause) > 0);
    }

    /** As {@link #awaitEnded}, moving virtual time along. */
    void awaitEnded(Cause cause, LockedTime time) {
        Await.until(
                "a connection ends by " + cause,
                Duration.ofSeconds(20),
                () -> {
                    time.advance(Duration.ofMillis(200));
                    return ended(cause) > 0;
                });
    }

    /** Finds and submits one share of the current job. */
    void submitOne(long start) {
        Job now = job.get();
        if (now != null) {
            TestMiner.search(now, start, 1 << 16).ifPresent(source.shares()::submit);
        }
    }

    /** Submits shares until the pool has accepted one. */
    void mineOne(HonestScript pool) {
        int[] start = {0};
        Await.until(
                "the pool accepts a share",
                Duration.ofSeconds(20),
                () -> {
                    submitOne(start[0]++ << 17);
                    return pool.accepted() > 0;
                });
    }

    /** What the net loop's thread has allocated since it began, garbage included. */
    long bytesAllocatedByTheLoop() {
        return Await.result(
                CompletableFuture.supplyAsync(
                        THREADS::getCurrentThreadAllocatedBytes, net.eventLoop()));
    }

    @Override
    public void close() {
        try {
            source.close();
            net.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
