package io.mos.drivers.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.agent.Agent;
import io.mos.core.chain.Target;
import io.mos.core.device.Candidate;
import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DeviceSettings;
import io.mos.core.guard.GuardSettings;
import io.mos.core.guard.Guardhouse;
import io.mos.core.guard.PoweredBoard;
import io.mos.core.guard.PoweredBoards;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.SystemTime;
import io.mos.core.link.LocalLink;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.testkit.Await;
import io.mos.core.testkit.FakeSource;
import io.mos.core.testkit.Jobs;
import io.mos.core.testkit.ReferenceEngine;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import io.mos.drivers.board.GuardedBoards;
import io.mos.drivers.host.DeviceHost;
import io.mos.drivers.host.HostContext;
import io.mos.drivers.host.HostMetrics;
import io.mos.drivers.host.HostSettings;
import io.mos.drivers.host.ProtectedBoards;
import io.mos.drivers.serial.SerialPorts;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample project of docs/writing-a-driver.md: compiled here, proven by the kit, packed, dropped
 * into a folder and put to work.
 */
@Tag("conformance")
class SampleDriverTest {

    private static final Path PROJECT = Path.of("src/it/sample-driver");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** The board finds one a second. */
    private static final Target SHARES = Target.ofExpectedHashes(0x1p9);

    @TempDir private Path folder;

    private CompiledProject project;

    @BeforeEach
    void compile() throws Exception {
        project = CompiledProject.compile(PROJECT, folder.resolve("target"));
    }

    @AfterEach
    void close() throws Exception {
        project.close();
    }

    @TestFactory
    Stream<DynamicNode> passesTheKit() throws Exception {
        DriverConformance kit = project.conformance("example.icarus.IcarusConformanceTest");
        return Stream.of(
                        kit.bringsUp(),
                        kit.keepsStepOnBadLines(),
                        kit.hashesWhatItIsGiven(),
                        kit.findsGoldenNonces(),
                        kit.doesWhatItSaysItCan(),
                        kit.survivesUnplugging(),
                        kit.survivesPowerCuts(),
                        kit.isSafeWhenSomethingHangs())
                .flatMap(each -> each);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void minesFromItsJar() throws Exception {
        Path drivers = Files.createDirectories(folder.resolve("drivers"));
        Path jar = project.pack(drivers.resolve("icarus-driver.jar"));
        Counterpart board =
                project.conformance("example.icarus.IcarusConformanceTest")
                        .counterpart(
                                new Counterpart.World(
                                        new ReferenceEngine(), Entropy.system(), List.of(), 1_000));
        try (URLClassLoader loader =
                        new URLClassLoader(
                                new URL[] {jar.toUri().toURL()}, getClass().getClassLoader());
                SystemTime time = new SystemTime();
                CounterpartTerminal terminal = CounterpartTerminal.open(board, time)) {
            List<DeviceDriver> found =
                    ServiceLoader.load(DeviceDriver.class, loader).stream()
                            .map(ServiceLoader.Provider::get)
                            .filter(each -> loader.equals(each.getClass().getClassLoader()))
                            .toList();
            assertEquals(
                    List.of("icarus"), found.stream().map(each -> each.info().name()).toList());
            mine(time, found, terminal.hostPath());
        }
    }

    private void mine(SystemTime time, List<DeviceDriver> drivers, Path port) throws Exception {
        EventBus<FleetEvent> events = new EventBus<>();
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        FakeSource pool = new FakeSource("pool");
        Agent agent =
                new Agent(
                        new Agent.SiteInfo("home", "test"),
                        time,
                        new ReferenceEngine(),
                        events,
                        metrics,
                        new LocalLink().agentEnd());
        agent.addSource(pool, 1);
        SerialPorts serial = SerialPorts.ofThisMachine(folder, time);
        DeviceHost host =
                new DeviceHost(
                        new HostContext(
                                time,
                                Entropy.system(),
                                events,
                                new HostMetrics(metrics),
                                agent,
                                new Guardhouse(time, events, metrics, new NoList()),
                                ProtectedBoards.of(new GuardedBoards(serial, time)),
                                serial,
                                new EasyTickets()),
                        drivers,
                        List.of(
                                new Candidate.Named(
                                        new DeviceId("icarus-1"), "icarus", List.of(port))));
        agent.start();
        host.start();
        try {
            pool.give(
                    Jobs.withShareTarget(
                            Jobs.job("pool", "1", "block", Job.Renewal.REPLACE), SHARES));
            Await.until("shares come", LIMIT, () -> pool.unanswered().size() >= 3);
            for (Share share : pool.unanswered()) {
                assertTrue(share.job().shareTarget().isMetBy(share.header().hash()));
            }
        } finally {
            host.close();
            agent.close();
        }
    }

    /** What a user would write for a board that hashes on a CPU. */
    private static final class EasyTickets implements HostSettings {
        @Override
        public Optional<String> board(DeviceId device) {
            return Optional.empty();
        }

        @Override
        public DeviceSettings ofDriver(DeviceId device) {
            return new DeviceSettings(Map.of("ticket-zero-bits", "8"));
        }

        @Override
        public GuardSettings ofGuardian(DeviceId device) {
            return GuardSettings.NONE;
        }
    }

    private static final class NoList implements PoweredBoards {
        @Override
        public void add(PoweredBoard board) {}

        @Override
        public void remove(DeviceId device) {}
    }
}
