package io.mos.drivers.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.agent.Agent;
import io.mos.core.device.Candidate;
import io.mos.core.guard.Guardhouse;
import io.mos.core.guard.PoweredBoard;
import io.mos.core.guard.PoweredBoards;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.SystemTime;
import io.mos.core.link.FleetMessage;
import io.mos.core.link.LocalLink;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.Telemetry;
import io.mos.core.testkit.Await;
import io.mos.core.testkit.FakeSource;
import io.mos.core.testkit.Jobs;
import io.mos.core.testkit.ReferenceEngine;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import io.mos.drivers.board.BoardFileDriver;
import io.mos.drivers.board.BoardFiles;
import io.mos.drivers.board.GuardedBoards;
import io.mos.drivers.serial.SerialPorts;
import io.mos.drivers.sim.SimBoard;
import io.mos.drivers.sim.SimBoards;
import io.mos.drivers.sim.SimOptions;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A board on terminals, with everything real above it: guardian, driver, host and agent. */
@Tag("sim")
@EnabledOnOs(OS.LINUX)
class SimulatedGammaTest {
    private static final DeviceId BOARD = new DeviceId("gamma");
    private static final int ZERO_BITS = 8;

    /** The ramp alone takes eight seconds. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final EventBus<FleetEvent> events = new EventBus<>();
    private final LocalLink link = new LocalLink();
    private final AtomicReference<Optional<Telemetry>> seen =
            new AtomicReference<>(Optional.empty());

    @TempDir private Path folder;

    @Test
    void findsSharesAndIsSafeAtTheEnd() throws Exception {
        link.controllerEnd()
                .onMessage(message -> {
                    if (message instanceof FleetMessage.SiteReport report) {
                        seen.set(report.snapshot().devices().stream().findFirst());
                    }
                });
        try (SystemTime time = new SystemTime();
                SimBoard board =
                        SimBoards.open(
                                "bitaxe-gamma",
                                SimOptions.usual().withTicketZeroBits(ZERO_BITS),
                                new SimBoards.World(
                                        new ReferenceEngine(), time, Entropy.system()))) {
            FakeSource pool = new FakeSource("pool");
            Agent agent =
                    new Agent(
                            new Agent.SiteInfo("home", "test"),
                            time,
                            new ReferenceEngine(),
                            events,
                            metrics,
                            link.agentEnd());
            agent.addSource(pool, 1);
            DeviceHost host = host(time, agent, board.hostPaths());
            agent.start();
            host.start();
            pool.give(Jobs.job("pool", "1", "block", Job.Renewal.REPLACE));
            Await.until("shares come", LIMIT, () -> pool.unanswered().size() >= 5);
            for (Share share : pool.unanswered()) {
                assertTrue(share.job().shareTarget().isMetBy(share.header().hash()));
            }
            Await.until("it hashes", LIMIT, () -> telemetry().state().label().equals("hashing"));
            assertTrue(telemetry().hottestCelsius().known().isPresent());
            assertTrue(telemetry().board().powerWatts().known().isPresent());
            assertEquals(0, telemetry().work().hardwareErrors());
            host.close();
            agent.close();
            assertEquals(0, metrics.find("mos_driver_failures").counters().size());
        }
    }

    private Telemetry telemetry() {
        return seen.get().orElseThrow();
    }

    private DeviceHost host(SystemTime time, Agent agent, List<Path> ports) throws Exception {
        SerialPorts serial = SerialPorts.ofThisMachine(folder, time);
        HostContext context =
                new HostContext(
                        time,
                        Entropy.system(),
                        events,
                        new HostMetrics(metrics),
                        agent,
                        new Guardhouse(time, events, metrics, new NoList()),
                        ProtectedBoards.of(new GuardedBoards(serial, time)),
                        serial,
                        HostSettings.NONE);
        return new DeviceHost(
                context,
                List.of(new BoardFileDriver()),
                List.of(new Candidate.Named(BOARD, easyBoard().toString(), ports)));
    }

    /** The shipped file, for chips that hash on a CPU. */
    private Path easyBoard() throws Exception {
        try (InputStream shipped = BoardFiles.class.getResourceAsStream("bitaxe-gamma.json")) {
            String text = new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
            String easy =
                    text.replace("\"bitaxe-gamma\"", "\"easy-gamma\"")
                            .replaceFirst(
                                    "\"chips\": \\{",
                                    "\"chips\": {\"ticket-zero-bits\": " + ZERO_BITS + ",");
            Path file = folder.resolve("gamma.json");
            Files.writeString(file, easy);
            return file;
        }
    }

    /** A process that dies is not what is tested here. */
    private static final class NoList implements PoweredBoards {
        @Override
        public void add(PoweredBoard board) {}

        @Override
        public void remove(DeviceId device) {}
    }
}
