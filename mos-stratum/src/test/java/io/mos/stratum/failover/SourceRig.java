package io.mos.stratum.failover;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Hash256;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.testkit.Gen;
import io.mos.core.testkit.VirtualTime;
import io.mos.core.work.Job;
import io.mos.core.work.JobListener;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.core.work.SourceId;
import io.mos.core.work.SourceStatus;
import io.mos.stratum.StratumMetrics;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A source over fake endpoints, under virtual time, on the test's own thread. */
final class SourceRig implements JobListener {

    final VirtualTime time = new VirtualTime();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final EventBus<FleetEvent> bus = new EventBus<>();
    final EventBus.Subscription<FleetEvent> events = bus.subscribe(1_000, () -> {});
    final List<Job> jobs = new ArrayList<>();
    final List<String> dry = new ArrayList<>();
    final PoolSource source;

    SourceRig(long seed, FakeUpstream... upstreams) {
        source =
                new PoolSource(
                        new SourceId("pools"),
                        Arrays.asList(upstreams),
                        new SourceRuntime(
                                ImmediateEventExecutor.INSTANCE,
                                time,
                                entropy(seed),
                                bus,
                                new StratumMetrics(registry)),
                        FailoverSettings.DEFAULT);
        source.subscribe(this);
    }

    static SourceRig started(FakeUpstream... upstreams) {
        SourceRig rig = new SourceRig(1, upstreams);
        rig.source.start();
        return rig;
    }

    @Override
    public void onJob(Job job) {
        jobs.add(job);
    }

    @Override
    public void onDry(SourceId id, String reason) {
        dry.add(reason);
    }

    Job lastJob() {
        return jobs.getLast();
    }

    void pass(Duration by) {
        time.advance(by);
    }

    void seconds(int seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    CompletionStage<ShareVerdict> submit(Job job) {
        BlockHeader header =
                new BlockHeader(
                        job.version(), job.prevHash(), Hash256.ZERO, job.nTime(), job.nBits(), 0);
        return source.shares()
                .submit(new Share(job, Extranonce.ofCounter(1, 4), header, Hash256.ZERO));
    }

    SourceStatus.State state(int endpoint) {
        return source.status().endpoints().get(endpoint).state();
    }

    double counted(String meter, String... tags) {
        return registry.get(meter).tags(tags).counter().count();
    }

    static Entropy entropy(long seed) {
        Gen gen = Gen.ofSeed(seed);
        return new Entropy() {
            @Override
            public long nextLong() {
                return gen.longBetween(Long.MIN_VALUE + 1, Long.MAX_VALUE);
            }

            @Override
            public void nextBytes(byte[] into) {
                System.arraycopy(gen.bytes(into.length), 0, into, 0, into.length);
            }
        };
    }
}
