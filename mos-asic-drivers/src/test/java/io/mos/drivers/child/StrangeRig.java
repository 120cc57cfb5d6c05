package io.mos.drivers.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.Health;
import io.mos.core.kernel.SystemTime;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.testkit.Await;
import io.mos.core.testkit.Jobs;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.Job;
import io.mos.core.work.Work;
import io.mos.drivers.host.DeviceHost;
import io.mos.drivers.host.FakeGuardians;
import io.mos.drivers.host.HostContext;
import io.mos.drivers.host.HostMetrics;
import io.mos.drivers.host.HostSettings;
import io.mos.drivers.kit.MemoryLine;
import io.mos.drivers.kit.MemoryPorts;
import io.mos.drivers.serial.SerialLink;
import io.mos.drivers.serial.Transfer;
import io.mos.drivers.serial.Tty;
import io.mos.drivers.serial.TtyDevice;
import io.mos.drivers.serial.TtyEvent;
import io.mos.drivers.serial.TtyIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A device host over lines in memory, beside a real process for the jars in a folder. Whatever
 * happens in a test, no process outlives it.
 */
final class StrangeRig implements AutoCloseable {

    /** What the line says to make a bad driver do its deed. */
    static final int MISDEED = -1;

    final Path drivers;
    final Path state;
    final Claims agent = new Claims();
    final FakeGuardians guardians = new FakeGuardians();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final EventBus<FleetEvent> events = new EventBus<>();
    private final EventBus.Subscription<FleetEvent> told = events.subscribe(1000, () -> {});
    private final List<FleetEvent> seen = new ArrayList<>();
    private final List<ProcessHandle> processes = new CopyOnWriteArrayList<>();
    private final SystemTime time = new SystemTime();
    private final MemoryPorts ports = new MemoryPorts();
    private final DeviceHost host;
    private DriverHostProcess process;

    /**
     * @param folder of this rig alone
     */
    StrangeRig(Path folder) throws IOException {
        drivers = Files.createDirectories(folder.resolve("drivers"));
        state = folder.resolve("state");
        HostContext context =
                new HostContext(
                        time,
                        Entropy.system(),
                        events,
                        new HostMetrics(metrics),
                        agent,
                        guardians,
                        (plan, _, _) -> FakeGuardians.Untouched.of(plan),
                        ports,
                        HostSettings.NONE);
        host = new DeviceHost(context, List.of(), List.of());
        process = newProcess();
    }

    void start() throws InterruptedException {
        process.start();
        host.start();
        notePid();
    }

    /** As after another start of the daemon; the boards stay. */
    void restartProcess() throws InterruptedException, IOException {
        process.close();
        process = newProcess();
        process.start();
        notePid();
    }

    DriverHostProcess process() {
        return process;
    }

    /** The process there is now, once there is another than those before. */
    ProcessHandle awaitNewProcess() {
        int before = processes.size();
        Await.until(
                "another process",
                Duration.ofSeconds(20),
                () -> {
                    notePid();
                    return processes.size() > before;
                });
        return processes.getLast();
    }

    ProcessHandle lastProcess() {
        return processes.getLast();
    }

    Board plug(String product) {
        DeviceId id = new DeviceId("usb-0483:0001:" + product);
        MemoryLine line = MemoryLine.forThreads(Path.of("/dev/test-" + product));
        ports.plug(line);
        host.onTty(
                new TtyEvent.Plugged(
                        new TtyDevice(
                                id.value(),
                                new TtyIdentity.Usb(
                                        0x0483, 1, 0, "maker", product, id.value(), "1-1"),
                                List.of(new Tty(0, "ttyACM0", line.path())))));
        return new Board(id, line.board());
    }

    void awaitHealth(String part) {
        Await.until(
                part + " in " + process.health(),
                Duration.ofSeconds(20),
                () ->
                        process.health() instanceof Health.Degraded(String reason)
                                && reason.contains(part));
    }

    /** Jars that were told to be quarantined. */
    List<String> quarantined() {
        seen.addAll(told.drain());
        return seen.stream()
                .flatMap(event ->
                        event instanceof FleetEvent.DriverQuarantined kept
                                ? Optional.of(kept.jar()).stream()
                                : Optional.<String>empty().stream())
                .toList();
    }

    @Override
    public void close() {
        notePid();
        try {
            host.close();
            process.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        time.close();
        for (ProcessHandle each : processes) {
            Await.until("process " + each.pid() + " is gone", () -> !each.isAlive());
        }
    }

    private void notePid() {
        process.pid()
                .ifPresent(pid ->
                        ProcessHandle.of(pid)
                                .filter(each -> !processes.contains(each))
                                .ifPresent(processes::add));
    }

    private DriverHostProcess newProcess() throws IOException {
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx48m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DriverHostMain.class.getName());
        return new DriverHostProcess(
                new ChildContext(time, Entropy.system(), events, host::onDriver),
                new ChildSettings(command, drivers, state));
    }

    /** One board and the chips' end of its line. */
    final class Board {
        final DeviceId id;
        private final SerialLink chips;

        Board(DeviceId id, SerialLink chips) {
            this.id = id;
            this.chips = chips;
        }

        void awaitHashing() {
            Await.until(
                    id + " hashes: " + agent.state(id),
                    Duration.ofSeconds(20),
                    () -> agent.state(id).equals("hashing"));
        }

        /** Whether its guardian made it safe so many times. */
        void awaitSafe(int times) {
            Await.until(
                    id + " is safe",
                    Duration.ofSeconds(20),
                    () -> guardians.told(id).stream().filter("closed"::equals).count() == times);
        }

        Work give(int workId) {
            Work work =
                    new Work(
                            workId,
                            Jobs.job("pool", "1", "block", Job.Renewal.REPLACE),
                            new ExtranonceRange(4, 0, 1 << 16),
                            time.now(),
                            time.nanos());
            agent.work(id).replace(work);
            return work;
        }

        void say(int nonce) throws IOException {
            ByteBuffer four = ByteBuffer.allocate(4).putInt(nonce).flip();
            assertEquals(new Transfer.Moved(4), chips.write(four, Duration.ofSeconds(1)));
        }

        int hear() throws IOException {
            ByteBuffer one = ByteBuffer.allocate(1);
            assertEquals(new Transfer.Moved(1), chips.read(one, Duration.ofSeconds(20)));
            return one.get(0);
        }

        /** Work goes out and a nonce comes in, as on the first day. */
        void hashesWork(int workId) throws IOException {
            Work work = give(workId);
            assertEquals(workId, hear());
            int nonce = nonceOf(work);
            say(nonce);
            assertEquals('P', hear());
            assertTrue(
                    agent.proven.stream()
                            .anyMatch(each -> each.nonce() == nonce && each.work().equals(work)));
        }

        int nonceOf(Work work) {
            var header =
                    work.header(work.extranonces().at(0), work.job().version(), work.job().nTime());
            int nonce = 0;
            while (!work.job().shareTarget().isMetBy(header.withNonce(nonce).hash())) {
                nonce++;
            }
            return nonce;
        }
    }
}
