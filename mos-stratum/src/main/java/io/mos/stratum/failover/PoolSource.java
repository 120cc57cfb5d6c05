package io.mos.stratum.failover;

import io.mos.core.kernel.DaemonModule;
import io.mos.core.kernel.Health;
import io.mos.core.kernel.TimeSource;
import io.mos.core.work.Job;
import io.mos.core.work.JobListener;
import io.mos.core.work.ShareSink;
import io.mos.core.work.SourceId;
import io.mos.core.work.SourceStatus;
import io.mos.core.work.WorkSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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
    private final SourceLoop loop;
    private final SharesInFlight shares;
    private final SourceNews news;
    private final AtomicReference<SourceStatus> status;
    private TimeSource.@Nullable Cancellable wake;
    private long lastEpoch;
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
        this.loop = new SourceLoop(runtime.loop());
        this.shares = new SharesInFlight(id.value(), runtime, loop);
        this.news = new SourceNews(id, runtime);
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
        news.listener(newListener);
    }

    @Override
    public ShareSink shares() {
        return shares::submit;
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
        loop.run(() -> {
            isRunning = true;
            advance();
        });
    }

    /** Waits up to 1.5 s for the verdicts of shares on their way, then drops all connections. */
    @Override
    public void close() throws InterruptedException {
        CompletableFuture<Void> idle = new CompletableFuture<>();
        loop.run(() -> shares.whenFlushed(idle));
        try {
            idle.get(FLUSH_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.atInfo().addKeyValue("source", id).log("stopping with shares unanswered");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a flush has no way to fail", e);
        }
        CompletableFuture<Void> ended = new CompletableFuture<>();
        loop.run(() -> {
            isRunning = false;
            cancelWake();
            shares.closeAll();
            ended.complete(null);
        });
        ended.orTimeout(FLUSH_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(_ -> null)
                .join();
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
        wake = runtime.time().schedule(lineup.quietFor(now), () -> loop.run(this::advance));
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
        shares.add(line);
        line.connection(
                slot.upstream()
                        .open(
                                new Upstream.Terms(id, line.epoch()),
                                new LineListener(this, loop, slot, line)));
    }

    private void activate(EndpointSlot slot) {
        Optional<EndpointSlot> before = lineup.active();
        lineup.activate(slot);
        before.ifPresent(this::letGo);
        news.serving(slot.upstream().url());
        slot.line().flatMap(Line::latest).ifPresent(job -> news.job(job.replacing()));
    }

    /** Leaves a line that nobody needs; what is on its way may still be answered. */
    private void letGo(EndpointSlot slot) {
        slot.release()
                .ifPresent(line ->
                        runtime.time().schedule(FAREWELL, () -> loop.run(() -> closeLine(line))));
    }

    private void closeLine(Line line) {
        shares.remove(line);
        line.close();
    }

    void onJob(EndpointSlot slot, Line line, Job job) {
        if (!slot.has(line)) {
            return;
        }
        boolean isFirst = !line.isFit();
        line.onJob(job, nanos());
        slot.onJob(job, runtime.time().now());
        if (isFirst) {
            advance();
        } else if (lineup.active().filter(slot::equals).isPresent()) {
            news.job(job);
        }
    }

    void onDown(EndpointSlot slot, Line line, UpstreamFailure failure) {
        shares.remove(line);
        if (!slot.has(line)) {
            return;
        }
        boolean wasActive = lineup.active().filter(slot::equals).isPresent();
        slot.failed(failure, nanos());
        String url = slot.upstream().url();
        if (!wasActive) {
            news.down(url, failure);
            advance();
            return;
        }
        lineup.deactivate();
        news.lost(url, failure);
        advance();
        if (lineup.active().isEmpty()) {
            news.dry(url + ": " + failure.detail());
        }
    }

    /** The endpoint stays: it is alive, but has nothing to hash until its next job. */
    void onDry(EndpointSlot slot, Line line, String reason) {
        boolean isActive = lineup.active().filter(slot::equals).isPresent();
        if (slot.has(line) && isActive) {
            news.dry(reason);
        }
    }

    void onMessage(EndpointSlot slot, String text) {
        slot.onMessage(text);
        news.message(text);
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
}
