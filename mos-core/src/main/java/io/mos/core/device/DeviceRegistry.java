package io.mos.core.device;

import io.mos.core.telemetry.DeviceId;
import java.util.function.Function;

/** Where devices are taken in to be given work, and taken out again. Any thread. */
public interface DeviceRegistry {

    /**
     * Opens a device and takes it in, in place of an earlier one of this id. Its first work comes
     * when the registry's owner gets to it.
     *
     * @param opener opens the device with the listener its claims go to; called on this thread
     */
    Device addDevice(DeviceId id, Function<NonceListener, Device> opener);

    /**
     * Takes a device out, which its owner closes: it gets no more work, its share of the search is
     * free, and what it claims from now on is ignored.
     */
    void removeDevice(DeviceId id);
}
