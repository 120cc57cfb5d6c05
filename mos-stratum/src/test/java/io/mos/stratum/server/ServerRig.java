package io.mos.stratum.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.chain.Difficulty;
import io.mos.core.chain.VersionMask;
import io.mos.core.kernel.MetricSpec;
import io.mos.core.kernel.TimeSource;
import io.mos.core.testkit.Jobs;
import io.mos.core.testkit.ReferenceEngine;
import io.mos.core.testkit.VirtualTime;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import java.util.ArrayList;
import java.util.List;

/** A server without a network: jobs by hand, miners as sessions, and time by hand. */
final class ServerRig implements ServerDesk {

    /** About one hash in 64. */
    static final double EASY = 0x1p-26;

    static final int VERSION = 0x2000_0000;

    final VirtualTime time = new VirtualTime();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final List<Share> passedOn = new ArrayList<>();
    final List<SessionMiner> miners = new ArrayList<>();
    private final ServerConfig config;
    private final JobBook book = new JobBook();
    private final ShareCheck check = new ShareCheck(new ReferenceEngine());
    private final ServerMetrics metrics = new ServerMetrics(registry);
    private int nextJob;

    ServerRig() {
        this(EASY, EASY / 1024);
    }

    ServerRig(double startDifficulty, double minDifficulty) {
        config =
                new ServerConfig(
                        "127.0.0.1",
                        0,
                        Difficulty.of(startDifficulty),
                        Difficulty.of(minDifficulty),
                        60,
                        VersionMask.BIP320);
    }

    /** With a job of its own in the book. */
    static ServerRig withJob() {
        ServerRig rig = new ServerRig();
        rig.newBlock();
        return rig;
    }

    SessionMiner connect() {
        SessionMiner miner = new SessionMiner(this);
        miners.add(miner);
        return miner;
    }

    /** A miner that hashes. */
    SessionMiner atWork() {
        return connect().subscribe().authorize();
    }

    JobBook.Entry newBlock() {
        return give(job(Job.Renewal.REPLACE));
    }

    /** The same block with other transactions. */
    JobBook.Entry update() {
        return give(job(Job.Renewal.UPDATE));
    }

    JobBook.Entry give(Job job) {
        JobBook.Entry entry = book.add(job).orElseThrow();
        List.copyOf(miners).forEach(miner -> miner.onJob(entry));
        return entry;
    }

    /** Whose nTime is now and whose shares are hard to find, unless a test wants others. */
    Job job(Job.Renewal renewal) {
        String block = renewal == Job.Renewal.REPLACE ? "block " + nextJob : "same block";
        Job job = Jobs.job("source", "up" + nextJob++, block, renewal);
        return with(job, VERSION, VersionMask.BIP320, Difficulty.of(1));
    }

    Job with(Job job, int version, VersionMask mask, Difficulty difficulty) {
        return new Job(
                job.source(),
                job.epoch(),
                job.id(),
                job.renewal(),
                version,
                mask,
                job.prevHash(),
                job.merkle(),
                job.nBits(),
                (int) time.now().getEpochSecond(),
                difficulty.target());
    }

    double count(MetricSpec spec, String label) {
        Counter counter =
                registry.find(spec.meterName()).tag(spec.labels().getFirst(), label).counter();
        return counter == null ? 0 : counter.count();
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
        passedOn.add(share);
    }
}
