package io.mos.stratum.failover;

import io.mos.core.testkit.Jobs;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An endpoint a test plays by hand. */
final class FakeUpstream implements Upstream {

    private final String name;
    final List<FakeConnection> opened = new ArrayList<>();

    FakeUpstream(String name) {
        this.name = name;
    }

    @Override
    public String url() {
        return "stratum+tcp://" + name + ":1";
    }

    @Override
    public UpstreamConnection open(Terms terms, UpstreamListener listener) {
        FakeConnection connection = new FakeConnection(terms, listener);
        opened.add(connection);
        return connection;
    }

    FakeConnection last() {
        return opened.getLast();
    }

    int attempts() {
        return opened.size();
    }

    boolean isOpen() {
        return !opened.isEmpty() && !last().isClosed && !last().isDown;
    }

    /** One connection of it. */
    static final class FakeConnection implements UpstreamConnection {

        final Terms terms;
        final List<CompletableFuture<ShareVerdict>> submitted = new ArrayList<>();
        boolean isClosed;
        boolean isDown;
        private final UpstreamListener listener;

        FakeConnection(Terms terms, UpstreamListener listener) {
            this.terms = terms;
            this.listener = listener;
        }

        void job(String id) {
            Job job = Jobs.job(terms.source().value(), id, "block", Job.Renewal.UPDATE);
            listener.onJob(Jobs.inEpoch(job, terms.epoch()));
        }

        void serve(String id) {
            listener.onReady();
            job(id);
        }

        void fail(Cause cause) {
            fail(new UpstreamFailure(cause, cause.label()));
        }

        void fail(UpstreamFailure failure) {
            isDown = true;
            answerAll(new ShareVerdict.Unanswered(Duration.ZERO));
            listener.onDown(failure);
        }

        void say(String text) {
            listener.onMessage(text);
        }

        void answerAll(ShareVerdict verdict) {
            List.copyOf(submitted).forEach(waiting -> waiting.complete(verdict));
        }

        @Override
        public CompletionStage<ShareVerdict> submit(Share share) {
            CompletableFuture<ShareVerdict> verdict = new CompletableFuture<>();
            submitted.add(verdict);
            return verdict;
        }

        @Override
        public void close() {
            isClosed = true;
            answerAll(new ShareVerdict.Unanswered(Duration.ZERO));
        }
    }
}
