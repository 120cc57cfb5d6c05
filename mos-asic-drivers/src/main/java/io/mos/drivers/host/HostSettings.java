package io.mos.drivers.host;

import io.mos.core.device.DeviceSettings;
import io.mos.core.guard.GuardSettings;
import io.mos.core.telemetry.DeviceId;

/** What the configuration says of each board, by the id it always has. Thread-safe. */
public interface HostSettings {

    /** No board has any. */
    HostSettings NONE =
            new HostSettings() {
                @Override
                public DeviceSettings ofDriver(DeviceId device) {
                    return DeviceSettings.NONE;
                }

                @Override
                public GuardSettings ofGuardian(DeviceId device) {
                    return GuardSettings.NONE;
                }
            };

    DeviceSettings ofDriver(DeviceId device);

    GuardSettings ofGuardian(DeviceId device);
}
