package io.mos.drivers.host;

import io.mos.core.device.Device;
import io.mos.core.device.DeviceRegistry;
import io.mos.core.device.NonceListener;
import io.mos.core.device.WorkPort;
import io.mos.core.telemetry.DeviceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An agent's registry, and what came and went. Thread-safe. */
final class FakeRegistry implements DeviceRegistry {
    final Map<DeviceId, Device> devices = new ConcurrentHashMap<>();
    final List<String> history = new CopyOnWriteArrayList<>();

    @Override
    public Device addDevice(DeviceId id, Function<NonceListener, Device> opener) {
        Device device = opener.apply(_ -> NonceListener.ClaimVerdict.PROVEN);
        history.add("+" + id);
        devices.put(id, device);
        return device;
    }

    @Override
    public void removeDevice(DeviceId id) {
        if (devices.remove(id) != null) {
            history.add("-" + id);
        }
    }

    Optional<Device> device(DeviceId id) {
        return Optional.ofNullable(devices.get(id));
    }

    WorkPort work(DeviceId id) {
        return device(id).orElseThrow().facet(WorkPort.class).orElseThrow();
    }
}
