package io.mos.drivers.child;

import io.mos.core.device.Device;
import io.mos.core.device.DeviceRegistry;
import io.mos.core.device.NonceListener;
import io.mos.core.device.NonceListener.ClaimVerdict;
import io.mos.core.device.WorkPort;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.work.NonceFound;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An agent's registry that judges claims by their hash alone. Thread-safe. */
final class Claims implements DeviceRegistry {
    final List<NonceFound> proven = new CopyOnWriteArrayList<>();
    private final Map<DeviceId, Device> devices = new ConcurrentHashMap<>();

    @Override
    public Device addDevice(DeviceId id, Function<NonceListener, Device> opener) {
        Device device = opener.apply(this::judge);
        devices.put(id, device);
        return device;
    }

    @Override
    public void removeDevice(DeviceId id) {
        devices.remove(id);
    }

    Optional<Device> device(DeviceId id) {
        return Optional.ofNullable(devices.get(id));
    }

    WorkPort work(DeviceId id) {
        return device(id).orElseThrow().facet(WorkPort.class).orElseThrow();
    }

    String state(DeviceId id) {
        return device(id).map(device -> device.snapshot().state().label()).orElse("gone");
    }

    private ClaimVerdict judge(NonceFound claim) {
        if (!claim.ticketTarget().isMetBy(claim.header().hash())) {
            return ClaimVerdict.HARDWARE_ERROR;
        }
        proven.add(claim);
        return ClaimVerdict.PROVEN;
    }
}
