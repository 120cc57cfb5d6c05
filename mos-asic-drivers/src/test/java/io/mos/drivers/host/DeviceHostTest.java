package io.mos.drivers.host;

import static io.mos.drivers.host.HostRig.GAMMA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.telemetry.Fault;
import io.mos.core.testkit.Await;
import io.mos.drivers.host.HostRig.PatientPorts;
import io.mos.drivers.serial.SerialLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Boards that come, work and go, on their real threads. */
@Tag("sim")
class DeviceHostTest {
    private final HostRig rig = new HostRig();

    @AfterEach
    void close() throws InterruptedException {
        rig.close();
    }

    @Test
    void boardThatIsPluggedInIsADeviceAndGetsItsWork() throws IOException {
        rig.host.start();
        SerialLink board = rig.plug(GAMMA);
        rig.awaitHashing(GAMMA);
        rig.agent.work(GAMMA).replace(rig.work(7));
        assertEquals(7, rig.read(board));
        board.write(ByteBuffer.wrap(new byte[] {42}), Duration.ofSeconds(1));
        Await.until("the program sees it", () -> rig.driver.seen.contains("byte 42"));
        assertEquals(17.0, rig.snapshotWatts());
        assertEquals(
                1, rig.metrics.get("mos_work_notify_to_wire_seconds").timer().count(), "new work");
        assertEquals(
                1,
                rig.metrics
                        .get("mos_driver_events")
                        .tags("driver", "scripted", "device", GAMMA.value(), "event", "written")
                        .counter()
                        .count());
    }

    /** The thread waits for an hour on the line; only a wake brings the work out. */
    @Test
    void newWorkIsSeenWhileTheThreadWaitsOnTheLine() throws IOException {
        rig.host = rig.host(new PatientPorts(rig.ports), rig.driver);
        rig.host.start();
        SerialLink board = rig.plug(GAMMA);
        rig.awaitHashing(GAMMA);
        for (int id = 1; id <= 100; id++) {
            rig.agent.work(GAMMA).update(rig.work(id));
            assertEquals(id, rig.read(board));
        }
    }

    @Test
    void commandIsCarriedOutOnTheDevicesThread() {
        rig.host.start();
        rig.plug(GAMMA);
        rig.awaitHashing(GAMMA);
        assertEquals(new CommandResult.Done("a", "b"), rig.execute(new Command.Reboot()));
    }

    @Test
    void commandsBeyondTheBoardsLimitsAreRefused() {
        rig.host.start();
        rig.plug(GAMMA);
        rig.awaitHashing(GAMMA);
        for (Command beyond :
                List.of(
                        new Command.SetFrequency(601),
                        new Command.SetFrequency(Double.NaN),
                        new Command.SetVoltage(999),
                        new Command.SetVoltage(1_201),
                        new Command.SetOperatingPoint(500, 1_300))) {
            assertInstanceOf(CommandResult.Refused.class, rig.execute(beyond));
        }
        assertInstanceOf(CommandResult.Done.class, rig.execute(new Command.SetFrequency(600)));
    }

    @Test
    void unpluggedBoardIsGoneAndComesBackAsTheSameDevice() throws IOException {
        rig.host.start();
        SerialLink board = rig.plug(GAMMA);
        rig.awaitHashing(GAMMA);
        board.close();
        rig.unplug(GAMMA);
        Await.until("it is gone", () -> rig.agent.device(GAMMA).isEmpty());
        SerialLink again = rig.plug(GAMMA);
        rig.awaitHashing(GAMMA);
        rig.agent.work(GAMMA).update(rig.work(9));
        assertEquals(9, rig.read(again));
        assertEquals(List.of("+" + GAMMA, "-" + GAMMA, "+" + GAMMA), rig.agent.history);
    }

    @Test
    void guardianIsToldAndTellsTheProgram() {
        rig.host.start();
        rig.plug(GAMMA);
        rig.awaitHashing(GAMMA);
        var side = rig.guardians.driver(GAMMA);
        side.thread()
                .execute(() -> side.listener().onPowerCut(new Fault("over-temperature", "90")));
        side.thread().execute(() -> side.listener().onPowerAllowed());
        Await.until("it is told", () -> rig.driver.seen.contains("allowed"));
        assertTrue(rig.driver.seen.indexOf("cut over-temperature") >= 0);
    }
}
