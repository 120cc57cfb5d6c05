package io.mos.drivers.host;

import io.mos.core.device.BoardPlan;
import io.mos.core.device.Candidate;
import io.mos.core.device.DriverMatch;
import io.mos.core.telemetry.DeviceId;
import java.nio.file.Path;
import java.util.List;

/**
 * One board, the driver that was chosen for it, and the device it is to the agent.
 *
 * @param plan with the user's narrower limits
 */
record Hosting(
        HostContext context,
        Candidate candidate,
        DriverChoice.Chosen chosen,
        BoardPlan plan,
        HostedDevice device) {

    HostedDriver driver() {
        return chosen.driver();
    }

    DriverMatch match() {
        return chosen.match();
    }

    DeviceId id() {
        return candidate.id();
    }

    List<Path> ports() {
        return portsOf(candidate);
    }

    static List<Path> portsOf(Candidate candidate) {
        return switch (candidate) {
            case Candidate.Usb usb -> usb.ports();
            case Candidate.Named named -> named.ports();
        };
    }
}
