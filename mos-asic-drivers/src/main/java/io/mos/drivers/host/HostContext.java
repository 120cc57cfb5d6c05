package io.mos.drivers.host;

import io.mos.core.device.DeviceRegistry;
import io.mos.core.guard.Guardians;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.FleetEvent;
import io.mos.drivers.serial.SerialPorts;

/** What a host needs from outside. */
public record HostContext(
        TimeSource time,
        Entropy entropy,
        EventBus<FleetEvent> events,
        HostMetrics metrics,
        DeviceRegistry devices,
        Guardians guardians,
        ProtectedBoards boards,
        SerialPorts ports,
        HostSettings settings) {}
