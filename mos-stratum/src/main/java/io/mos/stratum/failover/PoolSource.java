package io.mos.stratum.failover;

import io.mos.core.kernel.DaemonModule;
import io.mos.core.kernel.Health;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.work.Job;
import io.mos.core.work.JobListener;
import io.mos.core.work.Share;
import io.mos.core.work.ShareSink;
import io.mos.core.work.ShareVerdict;
import io.mos.core.work.SourceId;
import io.mos.core.work.SourceStatus;
import io.mos.core.work.WorkSource;
import io.mos.stratum.FaultLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One source of work over several endpoints in the user's order; see {@link Lineup} for which of
 * them is mined on. Each connection is an epoch: a share goes to the connection its job came from,
 * and is stale when that one is gone. Every submitted share gets exactly one verdict.
 *
 * <p>Owner: the loop of its runtime; {@link #shares()}, {@link #status()} and {@link #health()} may
 * be used from any thread. The listener is called on the loop.
 */
public final class PoolSource implements WorkSource, DaemonModule {

    /** A connection we have left still delivers the verdicts of shares on their way. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    /** Within the 2 s the daemon has to stop. */
    private static final Duration FLUSH_LIMIT = Duration.ofMillis(1_500);

    private static final Logger LOG = LoggerFactory.getLogger(PoolSource.class);

    private final SourceId id;
    private final SourceRuntime runtime;
    private final Lineup lineup;
    private final FaultLog faults;
    private final AtomicReference<SourceStatus> status;
    private final Map<Long, Line> lines = new HashMap<>();
    private @Nullable JobListener listener;
    private TimeSource.@Nullable Cancellable wake;
    private long lastEpoch;
    private int sharesInFlight;
    private @Nullable CompletableFuture<Void> flushed;
    private String dryReason = "";
    private boolean isRunning;

    /**
     * @param upstreams best first, at least one
     */
    public PoolSource(
            SourceId id,
            List<? extends Upstream> upstreams,
            SourceRuntime runtime,
            FailoverSettings settings) {
        if (upstreams.isEmpty()) {
            throw new IllegalArgumentException("a source needs an endpoint");
        }
        this.id = id;
        this.runtime = runtime;
        this.faults = new FaultLog(LOG, runtime.time());
        List<EndpointSlot> slots = new ArrayList<>();
        for (Upstream upstream : upstreams) {
            slots.add(
                    new EndpointSlot(
                            upstream,
                            runtime.entropy(),
                            runtime.time().now(),
                            runtime.time().nanos()));
        }
        this.lineup = new Lineup(slots, settings.stable());
        this.status = new AtomicReference<>(snapshot());
    }

    @Override
    public SourceId id() {
        return id;
    }

    @Override
    public String name() {
        return id.value();
    }

    @Override
    public void subscribe(JobListener newListener) {
        listener = newListener;
    }

    @Override
    public ShareSink shares() {
        return this::submit;
    }

    @Override
    public SourceStatus status() {
        return status.get();
    }

    @Override
    public Health health() {
        SourceStatus now = status.get();
        if (now.endpoints().getFirst().isActive()) {
            return Health.UP;
        }
        return now.active()
                .<Health>map(on -> new Health.Degraded("mining on the backup " + on.url()))
                .orElseGet(() -> new Health.Down("no endpoint serves: " + whyFirst(now)));
    }

    @Override
    public void start() {
        run(() -> {
            isRunning = true;
            advance();
        });
    }

    /** Waits up to 1.5 s for the verdicts of shares on their way, then drops all connections. */
    @Override
    public void close() throws InterruptedException {
        CompletableFuture<Void> idle = new CompletableFuture<>();
        run(() -> {
            flushed = idle;
            completeIfFlushed();
        });
        try {
            idle.get(FLUSH_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.atInfo().addKeyValue("source", id).log("stopping with shares unanswered");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a flush has no way to fail", e);
        }
        CompletableFuture<Void> ended = new CompletableFuture<>();
        run(() -> {
            isRunning = false;
            cancelWake();
            List.copyOf(lines.values()).forEach(Line::close);
            lines.clear();
            ended.complete(null);
        });
        ended.orTimeout(FLUSH_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(_ -> null)
                .join();
    }

    private CompletionStage<ShareVerdict> submit(Share share) {
        CompletableFuture<ShareVerdict> result = new CompletableFuture<>();
        if (!run(() -> submitOnLoop(share, result))) {
            result.complete(new ShareVerdict.Unanswered(Duration.ZERO));
        }
        return result;
    }

    private void submitOnLoop(Share share, CompletableFuture<ShareVerdict> result) {
        Line line = lines.get(share.job().epoch());
        Optional<UpstreamConnection> connection =
                line == null ? Optional.empty() : line.connection();
        if (line == null || connection.isEmpty()) {
            judge(result, new ShareVerdict.Stale("the connection of its job is gone"));
            return;
        }
        sharesInFlight++;
        connection
                .get()
                .submit(share)
                .thenAccept(verdict -> run(() -> onVerdict(line, verdict, result)));
    }

    private void onVerdict(
            Line line, ShareVerdict verdict, CompletableFuture<ShareVerdict> result) {
        sharesInFlight--;
        line.liveness().onVerdict(nanos(), verdict);
        judge(result, verdict);
        completeIfFlushed();
    }

    private void judge(CompletableFuture<ShareVerdict> result, ShareVerdict verdict) {
        runtime.metrics().countShare(id.value(), verdict);
        result.complete(verdict);
    }

    private void completeIfFlushed() {
        if (flushed != null && sharesInFlight == 0) {
            flushed.complete(null);
        }
    }

    /** Brings everything to where it should be now; called after whatever happened. */
    private void advance() {
        if (!isRunning) {
            return;
        }
        long now = nanos();
        dropTheDead(now);
        lineup.toForgive(now).forEach(EndpointSlot::forgive);
        lineup.better(now).ifPresent(this::activate);
        lineup.superfluous().forEach(this::letGo);
        lineup.toOpen(now).forEach(this::open);
        publish();
        cancelWake();
        wake = runtime.time().schedule(lineup.quietFor(now), () -> run(this::advance));
    }

    private void dropTheDead(long now) {
        for (EndpointSlot slot : lineup.slots()) {
            Optional<Line> line = slot.line();
            Optional<UpstreamFailure> fault = line.flatMap(l -> l.liveness().fault(now));
            if (line.isPresent() && fault.isPresent()) {
                line.get().close();
                onDown(slot, line.get(), fault.get());
            }
        }
    }

    private void open(EndpointSlot slot) {
        Line line = new Line(++lastEpoch, nanos());
        slot.opened(line);
        lines.put(line.epoch(), line);
        line.connection(
                slot.upstream()
                        .open(new Upstream.Terms(id, line.epoch()), new LineListener(slot, line)));
    }

    private void activate(EndpointSlot slot) {
        Optional<EndpointSlot> before = lineup.active();
        lineup.activate(slot);
        before.ifPresent(this::letGo);
        runtime.metrics().countSwitch(id.value());
        String url = slot.upstream().url();
        runtime.events().publish(new FleetEvent.PoolServing(runtime.time().now(), id.value(), url));
        slot.line().flatMap(Line::latest).ifPresent(job -> deliver(job.replacing()));
    }

    /** Leaves a line that nobody needs; what is on its way may still be answered. */
    private void letGo(EndpointSlot slot) {
        slot.release()
                .ifPresent(line ->
                        runtime.time().schedule(FAREWELL, () -> run(() -> closeLine(line))));
    }

    private void closeLine(Line line) {
        lines.remove(line.epoch());
        line.close();
    }

    private void deliver(Job job) {
        JobListener to = listener;
        if (to != null) {
            runtime.metrics().countJob(id.value());
            to.onJob(job);
        }
    }

    private void onJob(EndpointSlot slot, Line line, Job job) {
        if (!slot.has(line)) {
            return;
        }
        boolean isFirst = !line.isFit();
        line.onJob(job, nanos());
        slot.onJob(job, runtime.time().now());
        if (isFirst) {
            advance();
        } else if (lineup.active().filter(slot::equals).isPresent()) {
            deliver(job);
        }
    }

    private void onDown(EndpointSlot slot, Line line, UpstreamFailure failure) {
        lines.remove(line.epoch());
        if (!slot.has(line)) {
            return;
        }
        boolean wasActive = lineup.active().filter(slot::equals).isPresent();
        slot.failed(failure, nanos());
        String url = slot.upstream().url();
        runtime.metrics().countDisconnect(id.value(), failure.cause().label());
        if (!wasActive) {
            faults.warn(url, failure.cause().label(), failure.detail());
        } else {
            lineup.deactivate();
            runtime.events()
                    .publish(
                            new FleetEvent.PoolLost(
                                    runtime.time().now(),
                                    id.value(),
                                    url,
                                    failure.cause().label(),
                                    failure.detail()));
            dryReason = url + ": " + failure.detail();
        }
        advance();
        if (wasActive && lineup.active().isEmpty() && listener != null) {
            listener.onDry(id, dryReason);
        }
    }

    /** The endpoint stays: it is alive, but has nothing to hash until its next job. */
    private void onDry(EndpointSlot slot, Line line, String reason) {
        boolean isActive = lineup.active().filter(slot::equals).isPresent();
        if (slot.has(line) && isActive && listener != null) {
            listener.onDry(id, reason);
        }
    }

    private void publish() {
        lineup.slots()
                .forEach(slot -> slot.refresh(lineup.active(), runtime.time().now(), nanos()));
        status.set(snapshot());
    }

    private SourceStatus snapshot() {
        return new SourceStatus(id, lineup.slots().stream().map(EndpointSlot::status).toList());
    }

    private static String whyFirst(SourceStatus status) {
        SourceStatus.Endpoint first = status.endpoints().getFirst();
        return first.detail().isEmpty() ? first.url() + " is being tried" : first.detail();
    }

    private void cancelWake() {
        if (wake != null) {
            wake.cancel();
            wake = null;
        }
    }

    private long nanos() {
        return runtime.time().nanos();
    }

    /**
     * Runs on the loop: at once when we are on it, so that jobs are not delayed by a hand-over.
     * False when the loop has ended, and with it every connection.
     */
    private boolean run(Runnable task) {
        if (runtime.loop().inEventLoop()) {
            task.run();
            return true;
        }
        try {
            runtime.loop().execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.atDebug().addKeyValue("source", id).log("the net loop has ended");
            return false;
        }
    }

    /** Hears one line, whichever thread it speaks on. */
    private final class LineListener implements UpstreamListener {

        private final EndpointSlot slot;
        private final Line line;

        LineListener(EndpointSlot slot, Line line) {
            this.slot = slot;
            this.line = line;
        }

        @Override
        public void onReady() {
            LOG.atDebug().addKeyValue("pool", slot.upstream().url()).log("pool is ready");
        }

        @Override
        public void onJob(Job job) {
            run(() -> PoolSource.this.onJob(slot, line, job));
        }

        @Override
        public void onDry(String reason) {
            run(() -> PoolSource.this.onDry(slot, line, reason));
        }

        @Override
        public void onReply(Duration took) {
            run(() -> slot.onReply(took));
        }

        @Override
        public void onMessage(String text) {
            run(() -> {
                slot.onMessage(text);
                runtime.events()
                        .publish(
                                new FleetEvent.PoolMessage(runtime.time().now(), id.value(), text));
            });
        }

        @Override
        public void onDown(UpstreamFailure failure) {
            run(() -> PoolSource.this.onDown(slot, line, failure));
        }
    }
}
