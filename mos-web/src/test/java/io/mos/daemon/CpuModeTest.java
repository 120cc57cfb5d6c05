package io.mos.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.agent.Agent;
import io.mos.core.agent.InlineAgent;
import io.mos.core.chain.Target;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.link.LocalLink;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.SiteSnapshot;
import io.mos.core.testkit.FakeDevice;
import io.mos.core.testkit.FakeSource;
import io.mos.core.testkit.Jobs;
import io.mos.core.testkit.VirtualTime;
import io.mos.core.work.Job;
import io.mos.hasher.CpuDevice;
import io.mos.hasher.CpuHashEngine;
import io.mos.hasher.HasherConfig;
import io.mos.hasher.HasherConfig.Mode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code hasher.mode} through the agent: a pool with work, a board played by hand, the real CPU.
 */
@Tag("sim")
final class CpuModeTest {

    private static final DeviceId BOARD = new DeviceId("board");

    private final VirtualTime time = new VirtualTime();
    private final EventBus<FleetEvent> events = new EventBus<>();
    private final EventBus.Subscription<FleetEvent> seen = events.subscribe(1000, () -> {});
    private final Ground ground =
            new Ground(
                    time, Entropy.system(), events, new SimpleMeterRegistry(), new CpuHashEngine());
    private final Agent agent =
            new Agent(
                    new Agent.SiteInfo("home", "test"),
                    time,
                    ground.engine(),
                    events,
                    ground.registry(),
                    new LocalLink().agentEnd());
    private final FakeSource pool = new FakeSource("pool");
    private final List<SiteSnapshot> snapshots = new ArrayList<>();

    /** The loop runs from here on, so that the agent can stop as it does in a daemon. */
    @AfterEach
    void stop() throws InterruptedException {
        agent.start();
        agent.close();
    }

    @Test
    void alwaysHashesBesideABoard() {
        addBoard();
        InlineAgent inline = start(Mode.ALWAYS);
        inline.seconds(1);
        assertEquals("hashing", cpuState());
        inline.seconds(120);
        assertEquals("hashing", cpuState());
        assertEquals(List.of(), fallbackEvents());
    }

    @Test
    void offMeansThereIsNoCpu() {
        addBoard();
        InlineAgent inline = start(Mode.OFF);
        inline.seconds(120);
        assertEquals(
                List.of(BOARD),
                snapshots.getLast().devices().stream().map(device -> device.device()).toList());
    }

    @Test
    void fallbackHashesOnceNoBoardHasForAMinuteAndStopsWhenOneReturns() {
        FakeDevice board = addBoard();
        InlineAgent inline = start(Mode.FALLBACK);
        inline.seconds(300);
        assertEquals("idle", cpuState());
        board.enter(new DeviceState.Offline(new Fault("no-answer", "silent"), time.now()));
        inline.seconds(59);
        assertEquals("idle", cpuState());
        inline.seconds(2);
        assertEquals("hashing", cpuState());
        assertEquals(List.of("FallbackStarted"), fallbackEvents());
        board.enter(new DeviceState.Hashing(time.now()));
        inline.seconds(2);
        assertEquals("idle", cpuState());
        assertEquals(List.of("FallbackStopped"), fallbackEvents());
    }

    @Test
    void fallbackHashesAMinuteAfterTheStartWithoutAnyBoard() {
        InlineAgent inline = start(Mode.FALLBACK);
        inline.seconds(59);
        assertEquals("idle", cpuState());
        inline.seconds(2);
        assertEquals("hashing", cpuState());
        assertEquals(List.of("FallbackStarted"), fallbackEvents());
    }

    private FakeDevice addBoard() {
        return (FakeDevice)
                agent.addDevice(BOARD, listener -> new FakeDevice(BOARD, time, listener));
    }

    private InlineAgent start(Mode mode) {
        agent.addSource(pool, 1);
        new CpuWiring(ground).add(agent, new HasherConfig(mode, 1, 100, "digest"));
        agent.onSnapshot(snapshots::add);
        Job job = Jobs.job("pool", "1", "block", Job.Renewal.REPLACE);
        // So hard that no share disturbs the test.
        pool.give(Jobs.withShareTarget(job, Target.DIFFICULTY_1));
        return new InlineAgent(agent, time);
    }

    private String cpuState() {
        return snapshots.getLast().devices().stream()
                .filter(device -> device.device().equals(CpuDevice.ID))
                .findFirst()
                .orElseThrow()
                .state()
                .label();
    }

    private List<String> fallbackEvents() {
        return seen.drain().stream()
                .map(event -> event.getClass().getSimpleName())
                .filter(name -> name.startsWith("Fallback"))
                .toList();
    }
}
