package io.mos.core.testkit;

import io.mos.core.work.Job;
import io.mos.core.work.JobListener;
import io.mos.core.work.Share;
import io.mos.core.work.ShareSink;
import io.mos.core.work.ShareVerdict;
import io.mos.core.work.SourceId;
import io.mos.core.work.SourceStatus;
import io.mos.core.work.WorkSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A source a test plays by hand: it gives jobs, keeps shares and answers them when told. */
public final class FakeSource implements WorkSource {

    private final SourceId id;
    private final List<Pending> pending = new CopyOnWriteArrayList<>();
    private final List<JobListener> listeners = new ArrayList<>();

    public FakeSource(String id) {
        this.id = new SourceId(id);
    }

    @Override
    public SourceId id() {
        return id;
    }

    @Override
    public void subscribe(JobListener listener) {
        listeners.add(listener);
    }

    @Override
    public ShareSink shares() {
        return share -> {
            Pending submitted = new Pending(share, new CompletableFuture<>());
            pending.add(submitted);
            return submitted.verdict();
        };
    }

    @Override
    public SourceStatus status() {
        return new SourceStatus(
                id,
                List.of(
                        new SourceStatus.Endpoint(
                                "fake:" + id,
                                SourceStatus.State.SERVING,
                                true,
                                Instant.EPOCH,
                                "",
                                1,
                                Optional.empty(),
                                Optional.empty())));
    }

    public void give(Job job) {
        listeners.forEach(listener -> listener.onJob(job));
    }

    public void runDry(String reason) {
        listeners.forEach(listener -> listener.onDry(id, reason));
    }

    /** Shares submitted and not yet answered, oldest first. */
    public List<Share> unanswered() {
        return pending.stream().map(Pending::share).toList();
    }

    /** Answers the oldest unanswered share. */
    public void answer(ShareVerdict verdict) {
        pending.removeFirst().verdict().complete(verdict);
    }

    private record Pending(Share share, CompletableFuture<ShareVerdict> verdict) {}
}
