package io.mos.stratum.bench;

import io.mos.core.work.Job;
import io.mos.core.work.JobListener;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.core.work.SourceId;
import io.mos.core.work.WorkSource;
import io.mos.stratum.mockpool.TestMiner;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A device as the dispatcher drives it: hashes the newest job in small pieces, drops it at once
 * when another comes, submits what it finds, and keeps count of the verdicts.
 */
final class BenchMiner implements JobListener {

    /** Below half a millisecond of hashing, so that a new job is taken up soon. */
    private static final int PIECE_HASHES = 256;

    final AtomicLong accepted = new AtomicLong();
    final AtomicLong rejected = new AtomicLong();
    final AtomicLong stale = new AtomicLong();
    final AtomicLong unanswered = new AtomicLong();

    private final AtomicReference<@Nullable Job> current = new AtomicReference<>();
    private final WorkSource source;
    private final Consumer<Job> onJob;
    private final Thread thread;
    private volatile boolean isRunning = true;

    BenchMiner(WorkSource source, Consumer<Job> onJob) {
        this.source = source;
        this.onJob = onJob;
        this.thread = Thread.ofPlatform().name("bench-miner").unstarted(this::mine);
        source.subscribe(this);
    }

    void start() {
        thread.start();
    }

    @Override
    public void onJob(Job job) {
        current.set(job);
        onJob.accept(job);
    }

    @Override
    public void onDry(SourceId id, String reason) {
        current.set(null);
    }

    long judged() {
        return accepted.get() + rejected.get() + stale.get() + unanswered.get();
    }

    void stop() throws InterruptedException {
        isRunning = false;
        thread.join();
    }

    private void mine() {
        long nonce = 0;
        while (isRunning) {
            Job job = current.get();
            if (job == null) {
                Thread.onSpinWait();
                continue;
            }
            long start = nonce;
            nonce += PIECE_HASHES;
            TestMiner.search(job, start, PIECE_HASHES)
                    .filter(_ -> job.equals(current.get()))
                    .ifPresent(this::submit);
        }
    }

    private void submit(Share share) {
        source.shares().submit(share).thenAccept(this::count);
    }

    private void count(ShareVerdict verdict) {
        AtomicLong counter =
                switch (verdict) {
                    case ShareVerdict.Accepted _ -> accepted;
                    case ShareVerdict.Rejected _ -> rejected;
                    case ShareVerdict.Stale _ -> stale;
                    case ShareVerdict.Unanswered _ -> unanswered;
                };
        counter.incrementAndGet();
    }
}
