package io.mos.stratum.failover;

import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.stratum.StratumMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a source by their epoch, and the shares on their way over them: a share goes to the
 * line its job came from, and is stale when that one is gone. Every share gets exactly one verdict.
 *
 * <p>Owner: the source's loop; {@link #submit} may be called from any thread.
 */
final class SharesInFlight {

    private final String source;
    private final SourceRuntime runtime;
    private final SourceLoop loop;
    private final Map<Long, Line> lines = new HashMap<>();
    private int count;
    private @Nullable CompletableFuture<Void> flushed;

    SharesInFlight(String source, SourceRuntime runtime, SourceLoop loop) {
        this.source = source;
        this.runtime = runtime;
        this.loop = loop;
    }

    void add(Line line) {
        lines.put(line.epoch(), line);
    }

    void remove(Line line) {
        lines.remove(line.epoch());
    }

    void closeAll() {
        List.copyOf(lines.values()).forEach(Line::close);
        lines.clear();
    }

    CompletionStage<ShareVerdict> submit(Share share) {
        CompletableFuture<ShareVerdict> result = new CompletableFuture<>();
        if (!loop.run(() -> submitOnLoop(share, result))) {
            result.complete(new ShareVerdict.Unanswered(Duration.ZERO));
        }
        return result;
    }

    /** Completes the stage as soon as no share waits for its verdict. */
    void whenFlushed(CompletableFuture<Void> idle) {
        flushed = idle;
        completeIfFlushed();
    }

    private void submitOnLoop(Share share, CompletableFuture<ShareVerdict> result) {
        Line line = lines.get(share.job().epoch());
        Optional<UpstreamConnection> connection =
                line == null ? Optional.empty() : line.connection();
        if (line == null || connection.isEmpty()) {
            judge(result, new ShareVerdict.Stale("the connection of its job is gone"));
            return;
        }
        count++;
        connection
                .get()
                .submit(share)
                .thenAccept(verdict -> loop.run(() -> onVerdict(line, verdict, result)));
    }

    private void onVerdict(
            Line line, ShareVerdict verdict, CompletableFuture<ShareVerdict> result) {
        count--;
        line.liveness().onVerdict(runtime.time().nanos(), verdict);
        judge(result, verdict);
        completeIfFlushed();
    }

    private void judge(CompletableFuture<ShareVerdict> result, ShareVerdict verdict) {
        StratumMetrics metrics = runtime.metrics();
        metrics.countShare(source, verdict);
        result.complete(verdict);
    }

    private void completeIfFlushed() {
        if (flushed != null && count == 0) {
            flushed.complete(null);
        }
    }
}
