package io.mos.drivers.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.BoardPlan;
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
import io.mos.core.telemetry.Fault;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Boards that come, go and misbehave, on their real threads. */
@Tag("sim")
class DeviceHostTest {
    private static final DeviceId GAMMA = new DeviceId("usb-0483:0001:gamma");
    private static final DeviceId SUPRA = new DeviceId("usb-0483:0001:supra");

    private final SystemTime time = new SystemTime();
    private final MemoryPorts ports = new MemoryPorts();
    private final FakeGuardians guardians = new FakeGuardians();
    private final FakeRegistry agent = new FakeRegistry();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final EventBus<FleetEvent> events = new EventBus<>();
    private final EventBus.Subscription<FleetEvent> seen = events.subscribe(1000, () -> {});
    private final ScriptedDriver driver = ScriptedDriver.named("scripted");
    private HostSettings settings = HostSettings.NONE;
    private DeviceHost host = host(ports, driver);

    @AfterEach
    void close() throws InterruptedException {
        driver.blockade.countDown();
        host.close();
        time.close();
    }

    @Test
    void boardThatIsPluggedInIsADeviceAndGetsItsWork() throws IOException {
        host.start();
        SerialLink board = plug(GAMMA);
        awaitHashing(GAMMA);
        agent.work(GAMMA).replace(work(7));
        assertEquals(7, read(board));
        board.write(ByteBuffer.wrap(new byte[] {42}), Duration.ofSeconds(1));
        Await.until("the program sees it", () -> driver.seen.contains("byte 42"));
        assertEquals(17.0, snapshotWatts());
        assertEquals(1, metrics.get("mos_work_notify_to_wire_seconds").timer().count(), "new work");
        assertEquals(
                1,
                metrics.get("mos_driver_events")
                        .tags("driver", "scripted", "device", GAMMA.value(), "event", "written")
                        .counter()
                        .count());
    }

    /** The thread waits for an hour on the line; only a wake brings the work out. */
    @Test
    void newWorkIsSeenWhileTheThreadWaitsOnTheLine() throws IOException {
        host = host(new PatientPorts(ports), driver);
        host.start();
        SerialLink board = plug(GAMMA);
        awaitHashing(GAMMA);
        for (int id = 1; id <= 100; id++) {
            agent.work(GAMMA).update(work(id));
            assertEquals(id, read(board));
        }
    }

    @Test
    void commandIsCarriedOutOnTheDevicesThread() {
        host.start();
        plug(GAMMA);
        awaitHashing(GAMMA);
        assertEquals(new CommandResult.Done("a", "b"), execute(new Command.Reboot()));
    }

    @Test
    void commandsBeyondTheBoardsLimitsAreRefused() {
        host.start();
        plug(GAMMA);
        awaitHashing(GAMMA);
        for (Command beyond :
                List.of(
                        new Command.SetFrequency(601),
                        new Command.SetFrequency(Double.NaN),
                        new Command.SetVoltage(999),
                        new Command.SetVoltage(1_201),
                        new Command.SetOperatingPoint(500, 1_300))) {
            assertInstanceOf(CommandResult.Refused.class, execute(beyond));
        }
        assertInstanceOf(CommandResult.Done.class, execute(new Command.SetFrequency(600)));
    }

    @Test
    void unpluggedBoardIsGoneAndComesBackAsTheSameDevice() throws IOException {
        host.start();
        SerialLink board = plug(GAMMA);
        awaitHashing(GAMMA);
        board.close();
        unplug(GAMMA);
        Await.until("it is gone", () -> agent.device(GAMMA).isEmpty());
        SerialLink again = plug(GAMMA);
        awaitHashing(GAMMA);
        agent.work(GAMMA).update(work(9));
        assertEquals(9, read(again));
        assertEquals(List.of("+" + GAMMA, "-" + GAMMA, "+" + GAMMA), agent.history);
    }

    /** The line hangs up before the scanner looks, or without the kernel ever dropping the port. */
    @Test
    void lineThatBreaksIsOpenedAgain() {
        host.start();
        SerialLink board = plug(GAMMA);
        awaitHashing(GAMMA);
        board.close();
        Await.until("it is gone", () -> agent.device(GAMMA).isEmpty());
        ports.plug(MemoryLine.forThreads(path(GAMMA)));
        awaitHashing(GAMMA);
    }

    @Test
    void guardianIsToldAndTellsTheProgram() {
        host.start();
        plug(GAMMA);
        awaitHashing(GAMMA);
        var side = guardians.driver(GAMMA);
        side.thread()
                .execute(() -> side.listener().onPowerCut(new Fault("over-temperature", "90")));
        side.thread().execute(() -> side.listener().onPowerAllowed());
        Await.until("it is told", () -> driver.seen.contains("allowed"));
        assertTrue(driver.seen.indexOf("cut over-temperature") >= 0);
    }

    @Test
    void programThatThrowsIsStartedAnewAndNobodyElseNotices() throws IOException {
        ScriptedDriver good = ScriptedDriver.named("good");
        newHost(new ByProduct("scripted", driver), new ByProduct("good", good));
        SerialLink board = plug(GAMMA, "scripted");
        SerialLink other = plug(SUPRA, "good");
        awaitHashing(GAMMA);
        awaitHashing(SUPRA);
        driver.throwsOnWork = true;
        agent.work(GAMMA).replace(work(1));
        Await.until("it is made safe", () -> guardians.told(GAMMA).contains("driver-failed"));
        driver.throwsOnWork = false;
        assertEquals(1, read(board), "the same work again");
        agent.work(SUPRA).replace(work(2));
        assertEquals(2, read(other));
        assertEquals(1, good.opened.get());
        assertEquals(Set.of("+" + GAMMA, "+" + SUPRA), sortedHistory());
    }

    @Test
    void driverThatFailsAgainAndAgainIsDisabled() throws IOException {
        ScriptedDriver good = ScriptedDriver.named("good");
        newHost(new ByProduct("scripted", driver), new ByProduct("good", good));
        for (int i = 0; i < 5; i++) {
            plug(new DeviceId("bad-" + i), "scripted");
        }
        SerialLink other = plug(SUPRA, "good");
        awaitHashing(SUPRA);
        for (int i = 0; i < 5; i++) {
            awaitHashing(new DeviceId("bad-" + i));
        }
        driver.throwsOnWork = true;
        for (int i = 0; i < 5; i++) {
            agent.work(new DeviceId("bad-" + i)).replace(work(1));
        }
        Await.until(
                "it is disabled",
                () ->
                        host.health() instanceof Health.Degraded why
                                && why.reason().contains("driver scripted failed 5 times"));
        for (int i = 0; i < 5; i++) {
            DeviceId id = new DeviceId("bad-" + i);
            Await.until("safe", () -> guardians.told(id).getLast().equals("closed"));
            Await.until("offline", () -> state(id).equals("offline"));
        }
        int opened = driver.opened.get();
        plug(GAMMA, "scripted");
        agent.work(SUPRA).replace(work(2));
        assertEquals(2, read(other));
        assertEquals(opened, driver.opened.get());
        assertTrue(
                seen.drain().stream()
                        .anyMatch(event ->
                                event instanceof FleetEvent.DriverDisabled disabled
                                        && disabled.driver().equals("scripted")));
        assertEquals(
                5, metrics.get("mos_driver_failures").tags("driver", "scripted").counter().count());
    }

    /** It does not even listen to the interrupt; the thread is left, the board is not. */
    @Test
    void programThatBlocksIsGivenUp() throws IOException {
        host.start();
        SerialLink board = plug(GAMMA);
        awaitHashing(GAMMA);
        driver.blocksOnWork = true;
        agent.work(GAMMA).replace(work(1));
        Await.until("it is made safe", () -> guardians.told(GAMMA).contains("driver-blocked"));
        driver.blocksOnWork = false;
        assertEquals(1, read(board), "by the program after it");
        assertEquals(2, driver.opened.get());
        driver.blockade.countDown();
        Await.until("the old one returns", () -> driver.seen.contains("unblocked"));
        agent.work(GAMMA).replace(work(3));
        assertEquals(3, read(board), "nothing of the old one comes between");
    }

    @Test
    void driversThatAreEquallySureAreReportedAndNoneIsTaken() {
        ScriptedDriver twin = ScriptedDriver.named("twin");
        newHost(driver, twin);
        plug(GAMMA);
        Await.until(
                "it is told",
                () ->
                        host.health() instanceof Health.Degraded why
                                && why.reason().contains("scripted and twin"));
        assertEquals(0, driver.opened.get() + twin.opened.get());
        assertTrue(
                seen.drain().stream().anyMatch(event -> event instanceof FleetEvent.DriversTied));
    }

    /** Some boards say the same of themselves; then it is for the user to say. */
    @Test
    void boardTheUserNamedIsMatchedByThatName() {
        ScriptedDriver byName =
                new ScriptedDriver("by-name", 100, DeviceDriver.LEVEL) {
                    @Override
                    public Optional<DriverMatch> match(Candidate candidate) {
                        return candidate instanceof Candidate.Named named
                                        && named.board().equals("supra")
                                ? super.match(candidate)
                                : Optional.empty();
                    }
                };
        settings = new NamedSettings(SUPRA, "supra");
        newHost(driver, byName);
        plug(SUPRA);
        plug(GAMMA);
        awaitHashing(SUPRA);
        awaitHashing(GAMMA);
        assertEquals(List.of(1, 1), List.of(byName.opened.get(), driver.opened.get()));
    }

    @Test
    void whatIsWrongWithACandidateIsTold() {
        ScriptedDriver strict =
                new ScriptedDriver("strict", 100, DeviceDriver.LEVEL) {
                    @Override
                    public Optional<DriverMatch> match(Candidate candidate) {
                        throw new IllegalArgumentException("has two ports, one is named");
                    }
                };
        newHost(strict);
        plug(GAMMA);
        awaitTold("has two ports, one is named");
        unplug(GAMMA);
        Await.until("it is forgotten", () -> host.health().equals(Health.UP));
    }

    @Test
    void guardianHoldsToTheNarrowerLimitsOfTheUser() {
        ScriptedDriver narrow =
                new ScriptedDriver("narrow", 100, DeviceDriver.LEVEL) {
                    @Override
                    public BoardPlan plan(DriverMatch match, DeviceSettings unused) {
                        return ScriptedDriver.plan(450);
                    }
                };
        newHost(narrow);
        plug(GAMMA);
        awaitHashing(GAMMA);
        assertEquals(450, guardians.plan(GAMMA).limits().frequencyMaxMhz());
        assertInstanceOf(CommandResult.Refused.class, execute(new Command.SetFrequency(451)));
    }

    @Test
    void settingsABoardCannotHaveAreTold() {
        ScriptedDriver refusing =
                new ScriptedDriver("refusing", 100, DeviceDriver.LEVEL) {
                    @Override
                    public BoardPlan plan(DriverMatch match, DeviceSettings unused) {
                        throw new IllegalArgumentException(
                                "max-frequency-mhz is above the board's");
                    }
                };
        newHost(refusing);
        plug(GAMMA);
        awaitTold("max-frequency-mhz is above the board's");
        assertEquals(0, refusing.opened.get());
    }

    @Test
    void surestDriverIsTaken() {
        ScriptedDriver sure = new ScriptedDriver("sure", DriverMatch.BY_NAME, DeviceDriver.LEVEL);
        ScriptedDriver unsure = new ScriptedDriver("unsure", DriverMatch.BY_PORT, 0);
        newHost(unsure, driver, sure);
        plug(GAMMA);
        awaitHashing(GAMMA);
        assertEquals(List.of(0, 0, 1), List.of(unsure.opened.get(), driver.opened.get(), 1));
        assertEquals(1, sure.opened.get());
    }

    @Test
    void driverOfAStrangeLevelIsLeftOut() {
        ScriptedDriver older =
                new ScriptedDriver("older", DriverMatch.BY_PORT, DeviceDriver.LEVEL - 1);
        ScriptedDriver newer =
                new ScriptedDriver("newer", DriverMatch.BY_NAME, DeviceDriver.LEVEL + 1);
        newHost(newer, older);
        plug(GAMMA);
        awaitHashing(GAMMA);
        assertEquals(1, older.opened.get());
        assertTrue(
                host.health() instanceof Health.Degraded why
                        && why.reason().contains("driver newer 1 has level 2"));
    }

    @Test
    void closingMakesEveryBoardSafeAndEndsItsThread() throws InterruptedException {
        host.start();
        plug(GAMMA);
        plug(SUPRA);
        awaitHashing(GAMMA);
        awaitHashing(SUPRA);
        host.close();
        for (DeviceId id : List.of(GAMMA, SUPRA)) {
            assertEquals("closed", guardians.told(id).getLast());
        }
        assertEquals(2, driver.seen.stream().filter("stop"::equals).count());
        assertFalse(
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .collect(Collectors.toSet())
                        .stream()
                        .anyMatch(name -> name.startsWith("dev-usb")));
        host = host(ports, driver);
        host.start();
    }

    @Test
    void portThatIsNotThereIsToldAndTriedAgain() {
        host.start();
        host.onTty(new TtyEvent.Plugged(device(GAMMA, "")));
        Await.until(
                "it is told",
                () ->
                        host.health() instanceof Health.Degraded why
                                && why.reason().contains("cannot be opened"));
        ports.plug(MemoryLine.forThreads(path(GAMMA)));
        awaitHashing(GAMMA);
        Await.until("all is well", () -> host.health().equals(Health.UP));
    }

    private void awaitTold(String what) {
        Await.until(
                what,
                () -> host.health() instanceof Health.Degraded why && why.reason().contains(what));
    }

    /** What a configuration says of one device. */
    private record NamedSettings(DeviceId id, String name) implements HostSettings {
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

    private void newHost(DeviceDriver... drivers) {
        host = host(ports, drivers);
        host.start();
    }

    private DeviceHost host(SerialPorts over, DeviceDriver... drivers) {
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

    private SerialLink plug(DeviceId id) {
        return plug(id, "");
    }

    private SerialLink plug(DeviceId id, String product) {
        MemoryLine line = MemoryLine.forThreads(path(id));
        ports.plug(line);
        host.onTty(new TtyEvent.Plugged(device(id, product)));
        return line.board();
    }

    private void unplug(DeviceId id) {
        host.onTty(new TtyEvent.Unplugged(device(id, "")));
    }

    private static TtyDevice device(DeviceId id, String product) {
        return new TtyDevice(
                id.value(),
                new TtyIdentity.Usb(0x0483, 1, 0, "maker", product, id.value(), "1-1"),
                List.of(new Tty(0, "ttyACM0", path(id))));
    }

    private static Path path(DeviceId id) {
        return Path.of("/dev/test-" + id.value().replace(':', '-'));
    }

    private void awaitHashing(DeviceId id) {
        Await.until(id + " hashes", () -> state(id).equals("hashing"));
    }

    private String state(DeviceId id) {
        return agent.device(id).map(device -> device.snapshot().state().label()).orElse("gone");
    }

    private double snapshotWatts() {
        return agent.device(GAMMA)
                .orElseThrow()
                .snapshot()
                .board()
                .powerWatts()
                .known()
                .orElseThrow();
    }

    private CommandResult execute(Command command) {
        return agent.device(GAMMA).orElseThrow().execute(command);
    }

    private Set<String> sortedHistory() {
        return Set.copyOf(agent.history);
    }

    private Work work(long id) {
        return new Work(
                id,
                Jobs.job("pool", "1", "block", Job.Renewal.REPLACE),
                new ExtranonceRange(4, 0, 1 << 16),
                time.now(),
                time.nanos());
    }

    private static byte read(SerialLink board) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        assertEquals(new Transfer.Moved(1), board.read(one, Duration.ofSeconds(10)));
        return one.get(0);
    }

    /** Takes boards whose USB product is its name. */
    private record ByProduct(String product, ScriptedDriver driver) implements DeviceDriver {
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
    private record PatientPorts(SerialPorts ports) implements SerialPorts {
        @Override
        public SerialPort open(SerialRequest request, HangUpListener listener) throws IOException {
            return new PatientPort(ports.open(request, listener));
        }
    }
}
