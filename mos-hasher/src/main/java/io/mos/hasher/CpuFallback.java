package io.mos.hasher;

import io.mos.core.command.Command;
import io.mos.core.device.Device;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.SiteSnapshot;
import io.mos.core.telemetry.Telemetry;
import java.util.function.Consumer;

/**
 * Lets the CPU hash only while no board does ({@code hasher.mode = "fallback"}). Watches the site's
 * process image; owner: agent loop.
 */
public final class CpuFallback implements Consumer<SiteSnapshot> {

    private final Device cpu;
    private final TimeSource time;
    private final EventBus<FleetEvent> events;
    private final FallbackPolicy policy;

    /** The CPU rests until the policy calls it. */
    public CpuFallback(Device cpu, TimeSource time, EventBus<FleetEvent> events) {
        this.cpu = cpu;
        this.time = time;
        this.events = events;
        policy = new FallbackPolicy(time.nanos());
        cpu.execute(new Command.Pause());
    }

    @Override
    public void accept(SiteSnapshot snapshot) {
        boolean isBoardHashing = snapshot.devices().stream().anyMatch(this::isHashingBoard);
        FallbackPolicy.Change change =
                isBoardHashing
                        ? policy.onBoardHashing(time.nanos())
                        : policy.onNoBoardHashing(time.nanos());
        switch (change) {
            case NONE -> {}
            case START -> {
                cpu.execute(new Command.Resume());
                events.publish(
                        new FleetEvent.FallbackStarted(
                                time.now(),
                                "no board has hashed for "
                                        + FallbackPolicy.PATIENCE.toSeconds()
                                        + " s"));
            }
            case STOP -> {
                cpu.execute(new Command.Pause());
                events.publish(new FleetEvent.FallbackStopped(time.now(), "a board hashes again"));
            }
        }
    }

    private boolean isHashingBoard(Telemetry device) {
        return !device.device().equals(cpu.id())
                && switch (device.state()) {
                    case DeviceState.Hashing _, DeviceState.Degraded _ -> true;
                    case DeviceState.Starting _,
                            DeviceState.Idle _,
                            DeviceState.Offline _,
                            DeviceState.Closed _ ->
                            false;
                };
    }
}
