package io.mos.drivers.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.device.Candidate;
import io.mos.core.device.WorkPort;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.SystemTime;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.testkit.Await;
import io.mos.core.testkit.Jobs;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.Job;
import io.mos.core.work.Work;
import io.mos.drivers.serial.PtyPair;
import io.mos.drivers.serial.SerialLink;
import io.mos.drivers.serial.SerialPorts;
import io.mos.drivers.serial.Transfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The host over real terminals, through the kernel and the real port. */
@Tag("sim")
@EnabledOnOs(OS.LINUX)
class TerminalHostTest {
    private static final DeviceId BOARD = new DeviceId("board-1");

    private final SystemTime time = new SystemTime();
    private final FakeRegistry agent = new FakeRegistry();
    private final FakeGuardians guardians = new FakeGuardians();
    private final ScriptedDriver driver = ScriptedDriver.named("scripted");

    @TempDir private Path folder;

    @AfterEach
    void close() {
        driver.blockade.countDown();
        time.close();
    }

    /** Every read waits for an hour: what comes out came by a wake. */
    @Test
    void newWorkIsOnTheWireWhileTheThreadWaits() throws Exception {
        try (PtyPair terminal = PtyPair.open(time)) {
            SerialPorts real = SerialPorts.ofThisMachine(folder, time);
            DeviceHost host =
                    host(
                            (request, listener) -> new PatientPort(real.open(request, listener)),
                            terminal.hostPath());
            host.start();
            WorkPort port = awaitPort();
            for (int id = 1; id <= 100; id++) {
                port.replace(work(id));
                assertEquals(id, read(terminal));
            }
            host.close();
        }
    }

    /** The name stays while the terminal behind it is another one. */
    @Test
    void namedBoardComesBackByItself() throws Exception {
        Path name = folder.resolve("board");
        PtyPair first = PtyPair.open(time);
        Files.createSymbolicLink(name, first.hostPath());
        DeviceHost host = host(SerialPorts.ofThisMachine(folder, time), name);
        host.start();
        awaitPort().replace(work(1));
        assertEquals(1, read(first));
        first.close();
        Await.until("it is gone", () -> agent.device(BOARD).isEmpty());
        try (PtyPair second = PtyPair.open(time)) {
            Files.delete(name);
            Files.createSymbolicLink(name, second.hostPath());
            awaitPort().replace(work(2));
            assertEquals(2, read(second));
            host.close();
        }
        assertEquals(List.of("+board-1", "-board-1", "+board-1"), agent.history.subList(0, 3));
    }

    @Test
    void programThatBlocksLosesItsTerminalAndTheNextOneGetsIt() throws Exception {
        try (PtyPair terminal = PtyPair.open(time)) {
            DeviceHost host = host(SerialPorts.ofThisMachine(folder, time), terminal.hostPath());
            host.start();
            WorkPort port = awaitPort();
            driver.blocksOnWork = true;
            port.replace(work(1));
            Await.until("it is made safe", () -> guardians.told(BOARD).contains("driver-blocked"));
            driver.blocksOnWork = false;
            assertEquals(1, read(terminal));
            host.close();
        }
    }

    private DeviceHost host(SerialPorts ports, Path port) {
        HostContext context =
                new HostContext(
                        time,
                        Entropy.system(),
                        new EventBus<>(),
                        new HostMetrics(new SimpleMeterRegistry()),
                        agent,
                        guardians,
                        (plan, _, _) -> FakeGuardians.Untouched.of(plan),
                        ports,
                        HostSettings.NONE);
        return new DeviceHost(
                context,
                List.of(driver),
                List.of(new Candidate.Named(BOARD, "scripted", List.of(port))));
    }

    private WorkPort awaitPort() {
        return Await.value(
                "the board is open",
                () -> agent.device(BOARD).flatMap(device -> device.facet(WorkPort.class)));
    }

    private Work work(long id) {
        return new Work(
                id,
                Jobs.job("pool", "1", "block", Job.Renewal.REPLACE),
                new ExtranonceRange(4, 0, 1 << 16),
                time.now());
    }

    private static byte read(SerialLink board) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        assertEquals(new Transfer.Moved(1), board.read(one, Duration.ofSeconds(10)));
        return one.get(0);
    }
}
