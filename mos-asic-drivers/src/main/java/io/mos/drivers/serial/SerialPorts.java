package io.mos.drivers.serial;

import io.mos.core.kernel.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens serial ports; the seam behind which this machine's ports can be exchanged. Thread-safe. */
public interface SerialPorts {

    /**
     * Opens a port for this process alone. May block for some hundred milliseconds: not on a loop.
     *
     * @param listener told once when the device goes away while the port is open
     * @throws PortBusyException when somebody else holds it
     * @throws BaudRefusedException when the device does not take the rate
     * @throws IOException when it is not there, not permitted or no serial port; nothing stays open
     */
    SerialPort open(SerialRequest request, HangUpListener listener) throws IOException;

    /**
     * The ports of this machine; on a system that is not supported, opening says so.
     *
     * @param lockFolder where a lock file stands while a port is open
     */
    static SerialPorts ofThisMachine(Path lockFolder, TimeSource time) {
        return new JsscPorts(lockFolder, time);
    }

    /**
     * Where other programs look for lock files of serial ports (Filesystem Hierarchy Standard 3.0,
     * §5.9), or else the folder for temporary files.
     */
    static Path usualLockFolder() {
        Path common = Path.of("/run/lock");
        return Files.isWritable(common)
                ? common
                : Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    }
}
