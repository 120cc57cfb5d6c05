package io.mos.drivers.host;

import io.mos.core.device.Candidate;
import io.mos.core.telemetry.DeviceId;
import io.mos.drivers.serial.Tty;
import io.mos.drivers.serial.TtyDevice;
import io.mos.drivers.serial.TtyIdentity;
import java.nio.file.Path;
import java.util.List;

/** What a plugged device is to drivers. */
final class PluggedDevice {

    private PluggedDevice() {}

    /** What the user says of a device counts for more than what it says itself. */
    static Candidate candidate(TtyDevice device, TtyIdentity.Usb usb, HostSettings settings) {
        DeviceId id = new DeviceId(device.id());
        List<Path> ports = device.ttys().stream().map(Tty::path).toList();
        return settings.board(id)
                .<Candidate>map(board -> new Candidate.Named(id, board, ports))
                .orElseGet(() ->
                        new Candidate.Usb(
                                id,
                                usb.vendorId(),
                                usb.productId(),
                                usb.release(),
                                usb.manufacturer(),
                                usb.product(),
                                usb.serial(),
                                ports));
    }
}
