package io.mos.hasher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.Capability;
import io.mos.core.device.Device;
import io.mos.core.device.Facet;
import io.mos.core.kernel.EventBus;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.ShareCount;
import io.mos.core.telemetry.SiteSnapshot;
import io.mos.core.telemetry.Telemetry;
import io.mos.core.testkit.Snapshots;
import io.mos.core.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The CPU stands in for boards after 60 s without any, in virtual time. */
class FallbackTest {

    private static final DeviceId BOARD = new DeviceId("board");

    private final VirtualTime time = new VirtualTime();
    private final EventBus<FleetEvent> events = new EventBus<>();
    private final EventBus.Subscription<FleetEvent> seen = events.subscribe(100, () -> {});
    private final List<String> commands = new ArrayList<>();
    private final CpuFallback fallback = new CpuFallback(new Recorder(), time, events);

    @Test
    void startsSixtySecondsAfterStartWithoutAnyBoard() {
        seconds(59, List.of());
        assertEquals(List.of("Pause"), commands);
        seconds(1, List.of());
        assertEquals(List.of("Pause", "Resume"), commands);
        assertEquals(1, count(FleetEvent.FallbackStarted.class));
    }

    @Test
    void stopsWhenABoardReturnsAndTellsOnceEach() {
        seconds(120, List.of());
        seconds(30, List.of(hashing()));
        assertEquals(List.of("Pause", "Resume", "Pause"), commands);
        List<FleetEvent> told = seen.drain();
        assertEquals(2, told.size());
        assertEquals(FleetEvent.FallbackStarted.class, told.get(0).getClass());
        assertEquals(FleetEvent.FallbackStopped.class, told.get(1).getClass());
    }

    @Test
    void waitsSixtySecondsFromTheLastHashingBoard() {
        seconds(300, List.of(hashing()));
        seconds(59, List.of(offline()));
        assertEquals(List.of("Pause"), commands);
        seconds(2, List.of(offline()));
        assertEquals(List.of("Pause", "Resume"), commands);
    }

    @Test
    void rebootOfABoardIsNoReason() {
        for (int i = 0; i < 10; i++) {
            seconds(50, List.of(offline()));
            seconds(5, List.of(hashing()));
        }
        assertEquals(List.of("Pause"), commands);
    }

    private void seconds(int count, List<DeviceState> boards) {
        for (int i = 0; i < count; i++) {
            time.advance(Duration.ofSeconds(1));
            fallback.accept(snapshot(boards));
        }
    }

    private long count(Class<? extends FleetEvent> type) {
        return seen.drain().stream().filter(type::isInstance).count();
    }

    private DeviceState hashing() {
        return new DeviceState.Hashing(time.now());
    }

    private DeviceState offline() {
        return new DeviceState.Offline(new Fault("offline", "no answer"), time.now());
    }

    private SiteSnapshot snapshot(List<DeviceState> boards) {
        List<Telemetry> devices = new ArrayList<>();
        devices.add(Snapshots.of(CpuDevice.ID, "cpu", hashing(), time.now()));
        boards.forEach(state -> devices.add(Snapshots.of(BOARD, "board", state, time.now())));
        return new SiteSnapshot(
                "home",
                0,
                time.now(),
                Duration.ZERO,
                "test",
                devices,
                List.of(),
                ShareCount.NONE,
                Optional.empty());
    }

    private final class Recorder implements Device {
        @Override
        public DeviceId id() {
            return CpuDevice.ID;
        }

        @Override
        public Set<Capability> capabilities() {
            return Set.of(Capability.PAUSE);
        }

        @Override
        public <F extends Facet> Optional<F> facet(Class<F> type) {
            return Optional.empty();
        }

        @Override
        public Telemetry snapshot() {
            return Snapshots.of(CpuDevice.ID, "cpu", hashing(), time.now());
        }

        @Override
        public CommandResult execute(Command command) {
            commands.add(command.getClass().getSimpleName());
            return new CommandResult.Done("", "");
        }

        @Override
        public void close() {}
    }
}
