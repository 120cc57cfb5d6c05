package io.mos.core.agent;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.mos.core.chain.Hash256;
import io.mos.core.device.Device;
import io.mos.core.device.DeviceRegistry;
import io.mos.core.device.NonceListener;
import io.mos.core.device.WorkPort;
import io.mos.core.kernel.DaemonModule;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.Health;
import io.mos.core.kernel.Loop;
import io.mos.core.kernel.Slot;
import io.mos.core.kernel.TimeSource;
import io.mos.core.link.FleetMessage;
import io.mos.core.link.SiteLink;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.SiteSnapshot;
import io.mos.core.telemetry.Telemetry;
import io.mos.core.work.HashEngine;
import io.mos.core.work.Job;
import io.mos.core.work.JobListener;
import io.mos.core.work.NonceFound;
import io.mos.core.work.SourceId;
import io.mos.core.work.WorkSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the devices of one site: takes jobs from its sources, gives work to devices, judges what
 * they find and reports once a second.
 *
 * <p>Sources and watchers are added before {@link #start()} by the thread that wires the daemon;
 * from then on everything belongs to the agent loop. Devices come and go at any time, from any
 * thread.
 */
public final class Agent implements DaemonModule, DeviceRegistry {

    /** Room for a second of proofs of a thousand boards and for every verdict in flight. */
    private static final int MAILBOX_CAPACITY = 16_384;

    /** Above this many waiting tasks new proofs are dropped, so that verdicts always find room. */
    private static final int PROOF_BACKLOG = MAILBOX_CAPACITY / 2;

    /** Events waiting for the link; older ones are dropped and counted when it stalls. */
    private static final int OUTBOUND_EVENTS = 512;

    /** A device that the full mailbox turned away is offered again after this. */
    private static final Duration OFFER_AGAIN = Duration.ofMillis(100);

    private static final Duration TICK = Duration.ofSeconds(1);

    /** The house's limit for flushing shares at a stop. */
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private final SiteInfo site;
    private final AgentContext context;
    private final SiteLink link;
    private final Loop loop;
    private final WorkDispatcher dispatcher;
    private final ShareGate gate;
    private final List<WorkSource> sources = new ArrayList<>();
    private final Map<SourceId, Slot<SourceUpdate>> updates = new LinkedHashMap<>();

    /** Written by the agent loop, read by whoever closes or asks for the health. */
    private final List<OpenDevice> devices = new CopyOnWriteArrayList<>();

    private final List<Consumer<SiteSnapshot>> watchers = new ArrayList<>();
    private final EventBus.Subscription<FleetEvent> outbound;
    private final long startNanos;
    private long sequence;
    private volatile boolean isStarted;
    private boolean isStopping;

    /** The site's name and the software's version, as reports carry them. */
    public record SiteInfo(String name, String softwareVersion) {}

    public Agent(
            SiteInfo site,
            TimeSource time,
            HashEngine engine,
            EventBus<FleetEvent> events,
            MeterRegistry registry,
            SiteLink link) {
        this.site = site;
        this.link = link;
        context = new AgentContext(time, engine, events, new AgentMetrics(registry));
        loop = new Loop("agent", time, MAILBOX_CAPACITY);
        dispatcher = new WorkDispatcher(context);
        gate = new ShareGate(context, dispatcher, loop);
        startNanos = time.nanos();
        outbound = events.subscribe(OUTBOUND_EVENTS, () -> loop.offer(this::forwardEvents));
        FunctionCounter.builder(AgentMetrics.REFUSED.meterName(), loop, Loop::refused)
                .description(AgentMetrics.REFUSED.help())
                .register(registry);
    }

    /** Adds a source; its weight is its share of the site's devices among the serving sources. */
    public void addSource(WorkSource source, int weight) {
        sources.add(source);
        dispatcher.addSource(source, weight);
        Slot<SourceUpdate> slot = new Slot<>();
        updates.put(source.id(), slot);
        source.subscribe(new Inbound(slot));
    }

    @Override
    public Device addDevice(DeviceId id, Function<NonceListener, Device> opener) {
        ProvenWork provenWork = new ProvenWork(context.time());
        ClaimJudge judge =
                new ClaimJudge(
                        id,
                        context,
                        provenWork,
                        (claim, hash, seenNanos) -> onProven(id, claim, hash, seenNanos));
        Device device = opener.apply(judge);
        handOver(() -> takeIn(device, judge, provenWork));
        return device;
    }

    @Override
    public void removeDevice(DeviceId id) {
        handOver(() -> takeOut(id));
    }

    /** Registers a watcher of the process image, called on the agent loop once a second. */
    public void onSnapshot(Consumer<SiteSnapshot> watcher) {
        watchers.add(watcher);
    }

    @Override
    public String name() {
        return "agent";
    }

    @Override
    public void start() {
        isStarted = true;
        loop.start();
        loop.offer(this::tick);
    }

    /** Stops hashing, makes devices safe, then waits at most two seconds for shares in flight. */
    @Override
    public void close() throws InterruptedException {
        loop.offer(this::stopHashing);
        devices.forEach(open -> open.device().close());
        awaitFlush();
        loop.close();
        outbound.close();
    }

    @Override
    public Health health() {
        return devices.isEmpty() ? new Health.Degraded("no device") : Health.UP;
    }

    /** The loop, for tests that run it inline. */
    Loop loop() {
        return loop;
    }

    void tick() {
        loop.check();
        updates.values().forEach(this::drain);
        devices.forEach(open -> open.provenWork().tick());
        SiteSnapshot snapshot = snapshot();
        link.send(new FleetMessage.SiteReport(snapshot));
        watchers.forEach(watcher -> watcher.accept(snapshot));
        if (!isStopping) {
            loop.offerAfter(TICK, this::tick);
        }
    }

    /** On the device's thread. */
    private void onProven(DeviceId device, NonceFound claim, Hash256 hash, long seenNanos) {
        if (loop.backlog() < PROOF_BACKLOG) {
            loop.offer(() -> gate.onProven(device, claim, hash, seenNanos));
        } else {
            context.metrics().countDroppedProof();
        }
    }

    private void drain(Slot<SourceUpdate> slot) {
        slot.take().ifPresent(this::apply);
    }

    private void apply(SourceUpdate update) {
        loop.check();
        if (isStopping) {
            return;
        }
        switch (update) {
            case SourceUpdate.NewJob fresh -> {
                dispatcher.onJob(fresh.job(), fresh.atNanos());
                context.metrics()
                        .jobToDevice()
                        .record(context.time().nanos() - fresh.atNanos(), TimeUnit.NANOSECONDS);
            }
            case SourceUpdate.Dry dry -> dispatcher.onDry(dry.source(), dry.reason());
        }
    }

    private SiteSnapshot snapshot() {
        return new SiteSnapshot(
                site.name(),
                sequence++,
                context.time().now(),
                Duration.ofNanos(context.time().nanos() - startNanos),
                site.softwareVersion(),
                devices.stream().map(OpenDevice::telemetry).toList(),
                sources.stream()
                        .flatMap(source -> PoolStatus.of(source.status()).stream())
                        .toList(),
                gate.ledger().count(),
                gate.ledger().lastAcceptedAt());
    }

    private void forwardEvents() {
        outbound.drain()
                .forEach(event -> link.send(new FleetMessage.SiteEvent(site.name(), event)));
    }

    private void stopHashing() {
        isStopping = true;
        dispatcher.idleAll();
    }

    private void awaitFlush() throws InterruptedException {
        CompletableFuture<Void> flushed = new CompletableFuture<>();
        loop.offer(() -> gate.onFlushed(() -> flushed.complete(null)));
        try {
            flushed.get(FLUSH_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.atWarn().log("stopped with shares unanswered");
        }
    }

    /** Before the start the wiring's thread owns everything, and nobody works off the mailbox. */
    private void handOver(Runnable task) {
        if (!isStarted) {
            task.run();
        } else if (!loop.offer(task)) {
            context.time().schedule(OFFER_AGAIN, () -> handOver(task));
        }
    }

    private void takeIn(Device device, ClaimJudge judge, ProvenWork provenWork) {
        loop.check();
        takeOut(device.id());
        List<Meter> gauges = context.metrics().deviceGauges(device, provenWork::latestGhs);
        devices.add(new OpenDevice(device, judge, provenWork, gauges));
        device.facet(WorkPort.class).ifPresent(port -> dispatcher.addDevice(device.id(), port));
        if (isStopping) {
            dispatcher.idleAll();
        }
    }

    private void takeOut(DeviceId id) {
        loop.check();
        List<OpenDevice> gone =
                devices.stream().filter(open -> open.device().id().equals(id)).toList();
        devices.removeAll(gone);
        for (OpenDevice open : gone) {
            open.judge().retire();
            open.gauges().forEach(context.metrics().registry()::remove);
            dispatcher.removeDevice(id);
        }
    }

    /** A device with what the agent keeps about it. */
    private record OpenDevice(
            Device device, ClaimJudge judge, ProvenWork provenWork, List<Meter> gauges) {
        Telemetry telemetry() {
            return device.snapshot().withProven(provenWork.rate(), judge.count());
        }
    }

    /** One source's way in: the newest update waits in the slot, a wake-up in the mailbox. */
    private final class Inbound implements JobListener {
        private final Slot<SourceUpdate> slot;

        Inbound(Slot<SourceUpdate> slot) {
            this.slot = slot;
        }

        @Override
        public void onJob(Job job) {
            put(new SourceUpdate.NewJob(job, context.time().nanos()));
        }

        @Override
        public void onDry(SourceId source, String reason) {
            put(new SourceUpdate.Dry(source, reason));
        }

        private void put(SourceUpdate update) {
            if (slot.merge(update, SourceUpdate::merge)) {
                // A refused wake-up is made good by the next tick.
                loop.offer(() -> drain(slot));
            }
        }
    }
}
