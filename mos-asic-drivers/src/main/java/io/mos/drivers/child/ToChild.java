package io.mos.drivers.child;

import io.mos.core.device.Candidate;
import io.mos.core.device.DeviceSettings;
import io.mos.core.device.DriverMatch;
import io.mos.core.telemetry.DeviceId;
import java.nio.file.Path;

/**
 * What the daemon tells the process of the drivers. Jars, devices and calls are numbered by the
 * daemon, drivers by the process.
 */
sealed interface ToChild {

    Shape<ToChild> SHAPE = Shapes.of(ToChild.class);

    /** Always first: where to note who is at work, see {@link BlackBox}. */
    record Begin(Path blackBox) implements ToChild {}

    /** Take this jar in; answered by {@link FromChild.Loaded} or {@link FromChild.Refused}. */
    record Load(int jar, Path file) implements ToChild {}

    /** Something a driver answers without a device, by a {@link FromChild.Reply}. */
    sealed interface Call extends ToChild {

        long call();

        int driver();

        /** Whether it knows a candidate. */
        record Match(long call, int driver, Candidate candidate) implements Call {}

        /** The board's plan under the user's settings. */
        record Plan(long call, int driver, DriverMatch match, DeviceSettings settings)
                implements Call {}
    }

    /** Open a program; answered by {@link DeviceWord.Opened} or {@link DeviceWord.Refused}. */
    record Open(int device, int driver, DriverMatch match, DeviceId id, DeviceSettings settings)
            implements ToChild {}

    /** Something for an open device. */
    record Tell(int device, DeviceOrder order) implements ToChild {}

    /** The device is over; nothing it says is heard any more. */
    record Drop(int device) implements ToChild {}
}
