package io.mos.stratum.solo;

import io.mos.core.testkit.Await;
import io.mos.core.work.Job;
import io.mos.stratum.failover.UpstreamFailure;
import io.mos.stratum.failover.UpstreamListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps all a connection tells, in order. Thread-safe. */
final class RecordingListener implements UpstreamListener {

    private final List<String> order = new ArrayList<>();
    private final List<Job> jobs = new ArrayList<>();
    private Optional<UpstreamFailure> failure = Optional.empty();

    @Override
    public synchronized void onReady() {
        order.add("ready");
    }

    @Override
    public synchronized void onJob(Job job) {
        order.add("job");
        jobs.add(job);
    }

    @Override
    public synchronized void onDry(String reason) {
        order.add("dry");
    }

    @Override
    public synchronized void onReply(Duration took) {
        // Told too often to be kept.
    }

    @Override
    public synchronized void onMessage(String text) {
        order.add("message");
    }

    @Override
    public synchronized void onDown(UpstreamFailure down) {
        order.add("down");
        failure = Optional.of(down);
    }

    synchronized List<String> order() {
        return List.copyOf(order);
    }

    synchronized List<Job> jobs() {
        return List.copyOf(jobs);
    }

    synchronized Optional<UpstreamFailure> failure() {
        return failure;
    }

    UpstreamFailure awaitDown() {
        return Await.value("the connection ends", this::failure);
    }

    /** Waits for the job with this index. */
    Job awaitJob(int index) {
        return Await.value(
                "job " + index + " comes",
                () -> jobs().size() > index ? Optional.of(jobs().get(index)) : Optional.empty());
    }
}
