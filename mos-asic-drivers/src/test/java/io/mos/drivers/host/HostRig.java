package io.mos.drivers.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.Candidate;
import io.mos.core.device.DeviceContext;
import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DeviceProgram;
import io.mos.core.device.DeviceSettings;
import io.mos.core.device.DriverInfo;
import io.mos.core.device.DriverMatch;
import io.mos.core.guard.GuardSettings;
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
import io.mos.drivers.kit.MemoryLine;
import io.mos.drivers.kit.MemoryPorts;
import io.mos.drivers.serial.HangUpListener;
import io.mos.drivers.serial.SerialLink;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.SerialPorts;
import io.mos.drivers.serial.SerialRequest;
import io.mos.drivers.serial.Transfer;
import io.mos.drivers.serial.Tty;
import io.mos.drivers.serial.TtyDevice;
import io.mos.drivers.serial.TtyEvent;
import io.mos.drivers.serial.TtyIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A host over lines in memory, with its threads, and all it speaks to. */
final class HostRig {
    static final DeviceId GAMMA = new DeviceId("usb-0483:0001:gamma");
    static final DeviceId SUPRA = new DeviceId("usb-0483:0001:supra");

    final SystemTime time = new SystemTime();
    final MemoryPorts ports = new MemoryPorts();
    final FakeGuardians guardians = new FakeGuardians();
    final FakeRegistry agent = new FakeRegistry();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final EventBus<FleetEvent> events = new EventBus<>();
    final EventBus.Subscription<FleetEvent> seen = events.subscribe(1000, () -> {});
    final ScriptedDriver driver = ScriptedDriver.named("scripted");
    HostSettings settings = HostSettings.NONE;
    DeviceHost host = host(ports, driver);

    void close() throws InterruptedException {
        driver.blockade.countDown();
        host.close();
        time.close();
    }

    void awaitTold(String what) {
        Await.until(
                what,
                () -> host.health() instanceof Health.Degraded why && why.reason().contains(what));
    }

    /** What a configuration says of one device. */
    record NamedSettings(DeviceId id, String name) implements HostSettings {
        @Override
        public Optional<String> board(DeviceId device) {
            return device.equals(id) ? Optional.of(name) : Optional.empty();
        }

        @Override
        public DeviceSettings ofDriver(DeviceId device) {
            return DeviceSettings.NONE;
        }

        @Override
        public GuardSettings ofGuardian(DeviceId device) {
            return GuardSettings.NONE;
        }
    }

    void newHost(DeviceDriver... drivers) {
        host = host(ports, drivers);
        host.start();
    }

    DeviceHost host(SerialPorts over, DeviceDriver... drivers) {
        HostContext context =
                new HostContext(
                        time,
                        Entropy.system(),
                        events,
                        new HostMetrics(metrics),
                        agent,
                        guardians,
                        (plan, _, _) -> FakeGuardians.Untouched.of(plan),
                        over,
                        settings);
        return new DeviceHost(context, List.of(drivers), List.of());
    }

    SerialLink plug(DeviceId id) {
        return plug(id, "");
    }

    SerialLink plug(DeviceId id, String product) {
        MemoryLine line = MemoryLine.forThreads(path(id));
        ports.plug(line);
        host.onTty(new TtyEvent.Plugged(device(id, product)));
        return line.board();
    }

    void unplug(DeviceId id) {
        host.onTty(new TtyEvent.Unplugged(device(id, "")));
    }

    TtyDevice device(DeviceId id, String product) {
        return new TtyDevice(
                id.value(),
                new TtyIdentity.Usb(0x0483, 1, 0, "maker", product, id.value(), "1-1"),
                List.of(new Tty(0, "ttyACM0", path(id))));
    }

    Path path(DeviceId id) {
        return Path.of("/dev/test-" + id.value().replace(':', '-'));
    }

    void awaitHashing(DeviceId id) {
        Await.until(id + " hashes", () -> state(id).equals("hashing"));
    }

    String state(DeviceId id) {
        return agent.device(id).map(device -> device.snapshot().state().label()).orElse("gone");
    }

    double snapshotWatts() {
        return agent.device(GAMMA)
                .orElseThrow()
                .snapshot()
                .board()
                .powerWatts()
                .known()
                .orElseThrow();
    }

    CommandResult execute(Command command) {
        return agent.device(GAMMA).orElseThrow().execute(command);
    }

    Set<String> sortedHistory() {
        return Set.copyOf(agent.history);
    }

    Work work(long id) {
        return new Work(
                id,
                Jobs.job("pool", "1", "block", Job.Renewal.REPLACE),
                new ExtranonceRange(4, 0, 1 << 16),
                time.now(),
                time.nanos());
    }

    byte read(SerialLink board) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        assertEquals(new Transfer.Moved(1), board.read(one, Duration.ofSeconds(10)));
        return one.get(0);
    }

    /** Takes boards whose USB product is its name. */
    record ByProduct(String product, ScriptedDriver driver) implements DeviceDriver {
        @Override
        public DriverInfo info() {
            return driver.info();
        }

        @Override
        public Optional<DriverMatch> match(Candidate candidate) {
            return candidate instanceof Candidate.Usb usb && usb.product().equals(product)
                    ? driver.match(candidate)
                    : Optional.empty();
        }

        @Override
        public DeviceProgram open(DriverMatch match, DeviceContext context) {
            return driver.open(match, context);
        }
    }

    /** Ports whose reads wait for an hour, whatever they are asked for. */
    record PatientPorts(SerialPorts ports) implements SerialPorts {
        @Override
        public SerialPort open(SerialRequest request, HangUpListener listener) throws IOException {
            return new PatientPort(ports.open(request, listener));
        }
    }
}
