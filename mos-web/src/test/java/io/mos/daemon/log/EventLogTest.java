package io.mos.daemon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.SystemTime;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.testkit.Await;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventLogTest {

    private static final Instant AT = Instant.parse("2026-11-20T14:03:36Z");
    private static final DeviceId CPU = new DeviceId("cpu");

    private final SystemTime time = new SystemTime();
    private final EventBus<FleetEvent> bus = new EventBus<>();
    private final LogCapture capture = new LogCapture(EventLog.class);
    private final EventLog log = new EventLog(time, bus);

    @AfterEach
    void close() {
        capture.close();
        time.close();
    }

    @Test
    void writesWhatAnOperatorTellsStoriesWith() throws InterruptedException {
        bus.publish(new FleetEvent.KernelChosen(AT, CPU, "vector-16x4", "fastest of 4"));
        bus.publish(new FleetEvent.PoolServing(AT, "pools", "stratum+tcp://p:1"));
        bus.publish(new FleetEvent.PoolLost(AT, "pools", "stratum+tcp://p:1", "closed", "by peer"));
        bus.publish(new FleetEvent.PoolMessage(AT, "pools", "Welcome\nback"));
        bus.publish(new FleetEvent.NewBlock(AT, "pools", "00ab"));
        bus.publish(new FleetEvent.BlockFound(AT, "pools", CPU, "00cd"));
        bus.publish(new FleetEvent.FallbackStarted(AT, "no board hashed for 60 s"));
        bus.publish(new FleetEvent.FallbackStopped(AT, "board-1 hashes"));
        assertEquals(
                List.of(
                        "info  daemon: kernel chosen  device=cpu  kernel=vector-16x4"
                                + "  reason=\"fastest of 4\"",
                        "info  daemon: pool serves work  url=stratum+tcp://p:1",
                        "warn  daemon: pool lost  url=stratum+tcp://p:1  cause=closed"
                                + "  reason=\"by peer\"",
                        "info  daemon: pool says  text=\"Welcome back\"",
                        "debug daemon: new block to work on  previous=00ab",
                        "info  daemon: block found  hash=00cd  device=cpu",
                        "warn  daemon: CPU stands in  reason=\"no board hashed for 60 s\"",
                        "info  daemon: CPU rests again  reason=\"board-1 hashes\""),
                written());
    }

    @Test
    void complainsOfDevicesThatAreNotWell() throws InterruptedException {
        Fault hot = new Fault("over-temperature", "chip 7 at 93.5 °C");
        bus.publish(changed(new DeviceState.Hashing(AT)));
        bus.publish(changed(new DeviceState.Idle("no work", AT)));
        bus.publish(changed(new DeviceState.Degraded(hot, AT)));
        bus.publish(changed(new DeviceState.Offline(hot, AT)));
        assertEquals(
                List.of("info ", "info ", "warn ", "warn "),
                written().stream().map(line -> line.substring(0, 5)).toList());
        assertTrue(capture.lines().getLast().contains("chip 7 at 93.5 °C"));
    }

    @Test
    void tellsOfBoardsThatWereCutOff() throws InterruptedException {
        DeviceId board = new DeviceId("board-1");
        Fault hot = new Fault("over-temperature", "chip at 75.5 °C");
        bus.publish(new FleetEvent.BoardUnguarded(AT, board, "no temperature sensor"));
        bus.publish(new FleetEvent.BoardCut(AT, board, hot));
        bus.publish(new FleetEvent.BoardCutFailed(AT, board, "no answer"));
        bus.publish(new FleetEvent.BoardAllowed(AT, board));
        assertEquals(
                List.of(
                        "warn  daemon: board lacks protection  device=board-1"
                                + "  reason=\"no temperature sensor\"",
                        "warn  daemon: board cut off  device=board-1  fault=over-temperature"
                                + "  reason=\"chip at 75.5 °C\"",
                        "error daemon: board could not be cut off: unplug it  device=board-1"
                                + "  reason=\"no answer\"",
                        "info  daemon: board may have power again  device=board-1"),
                written());
    }

    @Test
    void tellsTheFirstAcceptedShareAndEveryRefusedOne() throws InterruptedException {
        bus.publish(judged("rejected", "23 low difficulty"));
        bus.publish(judged("accepted", ""));
        bus.publish(judged("accepted", ""));
        bus.publish(judged("stale", "job not found"));
        assertEquals(
                List.of(
                        "warn  daemon: share rejected  source=pools  device=cpu  difficulty=0.0123"
                                + "  detail=\"23 low difficulty\"",
                        "info  daemon: share accepted  source=pools  device=cpu  difficulty=0.0123",
                        "debug daemon: share accepted  source=pools  device=cpu  difficulty=0.0123",
                        "warn  daemon: share stale  source=pools  device=cpu  difficulty=0.0123"
                                + "  detail=\"job not found\""),
                written());
    }

    @Test
    void saysHowManyEventsItCouldNotKeep() throws InterruptedException {
        for (int i = 0; i < 1_100; i++) {
            bus.publish(judged("accepted", ""));
        }
        log.start();
        Await.until("it caught up", () -> capture.lines().size() > 1_024);
        assertEquals(
                "warn  daemon: events came faster than they could be logged  dropped=76",
                capture.lines().get(1_024));
        log.close();
    }

    /** All lines so far: closing writes what still waits. */
    private List<String> written() throws InterruptedException {
        log.close();
        return capture.lines();
    }

    private static FleetEvent changed(DeviceState state) {
        return new FleetEvent.DeviceChanged(AT, CPU, state);
    }

    private static FleetEvent judged(String verdict, String detail) {
        return new FleetEvent.ShareJudged(AT, "pools", CPU, verdict, detail, 0.0123);
    }
}
