package io.mos.drivers.child;

import io.mos.core.device.DeviceDriver;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.FleetEvent;
import java.util.function.Consumer;

/**
 * What the daemon's side needs from outside.
 *
 * @param found told of each driver that can be used, again after each start of the process, so that
 *     boards which came meanwhile are shown to it; must only hand over
 */
public record ChildContext(
        TimeSource time,
        Entropy entropy,
        EventBus<FleetEvent> events,
        Consumer<DeviceDriver> found) {}
