package io.mos.drivers.kit;

import io.mos.core.device.Candidate;
import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DeviceSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is proven: a driver, a board it must know, and that board's other end.
 *
 * @param driver makes one, as a fresh process would have it
 * @param rolls how many version bits the device tries by itself, or is given, 0 to 16
 * @param bringUp how long it may take from start to hashing
 * @param soak how long the longest case lasts, in virtual time
 */
record Subject(
        Supplier<DeviceDriver> driver,
        Candidate candidate,
        DeviceSettings settings,
        Counterpart.Maker board,
        List<FrameVector> vectors,
        int rolls,
        Duration bringUp,
        Duration soak) {

    Subject {
        vectors = List.copyOf(vectors);
    }

    List<Path> ports() {
        return switch (candidate) {
            case Candidate.Usb usb -> usb.ports();
            case Candidate.Named named -> named.ports();
        };
    }
}
