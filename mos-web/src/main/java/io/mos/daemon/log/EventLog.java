package io.mos.daemon.log;

import io.mos.core.kernel.DaemonModule;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.Health;
import io.mos.core.kernel.Loop;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.FleetEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes the events an operator wants to read about, on a loop of its own. */
public final class EventLog implements DaemonModule {

    /** A burst of share verdicts between two turns of the loop. */
    private static final int RING = 1_024;

    private static final int MAILBOX = 16;
    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    private final Loop loop;
    private final EventBus.Subscription<FleetEvent> events;
    private long reportedDrops;
    private boolean hasAccepted;

    public EventLog(TimeSource time, EventBus<FleetEvent> bus) {
        loop = new Loop("log", time, MAILBOX);
        events = bus.subscribe(RING, () -> loop.offer(this::drain));
    }

    @Override
    public String name() {
        return "log";
    }

    @Override
    public void start() {
        loop.start();
        loop.offer(this::drain);
    }

    @Override
    public void close() throws InterruptedException {
        events.close();
        loop.close();
        events.drain().forEach(this::write);
    }

    @Override
    public Health health() {
        return Health.UP;
    }

    private void drain() {
        events.drain().forEach(this::write);
        long dropped = events.dropped();
        if (dropped > reportedDrops) {
            LOG.atWarn()
                    .addKeyValue("dropped", dropped - reportedDrops)
                    .log("events came faster than they could be logged");
            reportedDrops = dropped;
        }
    }

    private void write(FleetEvent event) {
        switch (event) {
            case FleetEvent.DeviceChanged changed -> write(changed);
            case FleetEvent.PoolServing serving ->
                    LOG.atInfo().addKeyValue("url", serving.url()).log("pool serves work");
            case FleetEvent.PoolLost lost ->
                    LOG.atWarn()
                            .addKeyValue("url", lost.url())
                            .addKeyValue("cause", lost.cause())
                            .addKeyValue("reason", lost.reason())
                            .log("pool lost");
            case FleetEvent.PoolMessage message ->
                    LOG.atInfo().addKeyValue("text", message.text()).log("pool says");
            case FleetEvent.NewBlock block ->
                    LOG.atDebug()
                            .addKeyValue("previous", block.prevHashDisplayHex())
                            .log("new block to work on");
            case FleetEvent.ShareJudged judged -> write(judged);
            case FleetEvent.BlockFound found ->
                    LOG.atInfo()
                            .addKeyValue("hash", found.hashDisplayHex())
                            .addKeyValue("device", found.device())
                            .log("block found");
            case FleetEvent.KernelChosen chosen ->
                    LOG.atInfo()
                            .addKeyValue("device", chosen.device())
                            .addKeyValue("kernel", chosen.kernel())
                            .addKeyValue("reason", chosen.reason())
                            .log("kernel chosen");
            case FleetEvent.DeviceUnserved unserved ->
                    LOG.atWarn()
                            .addKeyValue("device", unserved.device())
                            .addKeyValue("source", unserved.source())
                            .log("the source's extranonce2 is too small for one more device");
            case FleetEvent.DriversTied tied ->
                    LOG.atWarn()
                            .addKeyValue("device", tied.device())
                            .addKeyValue("drivers", tied.drivers())
                            .log("drivers are equally sure of a board, none gets it");
            case FleetEvent.DriverDisabled disabled ->
                    LOG.atError()
                            .addKeyValue("driver", disabled.driver())
                            .addKeyValue("reason", disabled.fault().detail())
                            .log("driver disabled");
            case FleetEvent.DriverQuarantined kept ->
                    LOG.atError()
                            .addKeyValue("jar", kept.jar())
                            .addKeyValue("reason", kept.fault().detail())
                            .log("driver jar quarantined until it changes");
            case FleetEvent.FallbackStarted started ->
                    LOG.atWarn().addKeyValue("reason", started.reason()).log("CPU stands in");
            case FleetEvent.FallbackStopped stopped ->
                    LOG.atInfo().addKeyValue("reason", stopped.reason()).log("CPU rests again");
            case FleetEvent.BoardCut cut ->
                    LOG.atWarn()
                            .addKeyValue("device", cut.device())
                            .addKeyValue("fault", cut.fault().name())
                            .addKeyValue("reason", cut.fault().detail())
                            .log("board cut off");
            case FleetEvent.BoardCutFailed failed ->
                    LOG.atError()
                            .addKeyValue("device", failed.device())
                            .addKeyValue("reason", failed.reason())
                            .log("board could not be cut off: unplug it");
            case FleetEvent.BoardAllowed allowed ->
                    LOG.atInfo()
                            .addKeyValue("device", allowed.device())
                            .log("board may have power again");
            case FleetEvent.BoardUnguarded unguarded ->
                    LOG.atWarn()
                            .addKeyValue("device", unguarded.device())
                            .addKeyValue("reason", unguarded.reason())
                            .log("board lacks protection");
        }
    }

    private static void write(FleetEvent.DeviceChanged changed) {
        DeviceState state = changed.state();
        Level level =
                switch (state) {
                    case DeviceState.Degraded _, DeviceState.Offline _ -> Level.WARN;
                    case DeviceState.Starting _,
                            DeviceState.Hashing _,
                            DeviceState.Idle _,
                            DeviceState.Closed _ ->
                            Level.INFO;
                };
        LOG.atLevel(level)
                .addKeyValue("device", changed.device())
                .addKeyValue("state", state.label())
                .addKeyValue("reason", state.reason())
                .log("device changed");
    }

    /** The first accepted share is a story; later ones are numbers, refused ones a complaint. */
    private void write(FleetEvent.ShareJudged judged) {
        boolean isAccepted = judged.verdict().equals("accepted");
        boolean isFirst = isAccepted && !hasAccepted;
        hasAccepted |= isAccepted;
        Level accepted = isFirst ? Level.INFO : Level.DEBUG;
        LOG.atLevel(isAccepted ? accepted : Level.WARN)
                .addKeyValue("source", judged.source())
                .addKeyValue("device", judged.device())
                .addKeyValue("difficulty", Figures.difficulty(judged.shareDifficulty()))
                .addKeyValue("detail", judged.detail())
                .log("share {}", judged.verdict());
    }
}
