package io.mos.drivers.host;

import io.mos.core.device.DeviceSettings;
import io.mos.core.guard.GuardSettings;
import io.mos.core.telemetry.DeviceId;
import java.util.Optional;

/** What the configuration says of each board, by the id it always has. Thread-safe. */
public interface HostSettings {

    /** No board has any. */
    HostSettings NONE =
            new HostSettings() {
                @Override
                public Optional<String> board(DeviceId device) {
                    return Optional.empty();
                }

                @Override
                public DeviceSettings ofDriver(DeviceId device) {
                    return DeviceSettings.NONE;
                }

                @Override
                public GuardSettings ofGuardian(DeviceId device) {
                    return GuardSettings.NONE;
                }
            };

    /**
     * The board the user says this device is; boards that say the same of themselves need it.
     *
     * @return a board's name, or a path to its file
     */
    Optional<String> board(DeviceId device);

    DeviceSettings ofDriver(DeviceId device);

    GuardSettings ofGuardian(DeviceId device);
}
