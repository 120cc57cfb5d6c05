package io.mos.drivers.serial;

import io.mos.core.kernel.TimeSource;
import java.io.IOException;
import java.nio.file.Path;

/** Opens ports with jSSC, each behind a lock file and a descriptor of our own. Thread-safe. */
final class JsscPorts implements SerialPorts {

    private final Path lockFolder;
    private final TimeSource time;

    JsscPorts(Path lockFolder, TimeSource time) {
        this.lockFolder = lockFolder;
        this.time = time;
    }

    @Override
    public SerialPort open(SerialRequest request, HangUpListener listener) throws IOException {
        SupportedSystem.require();
        Path path = request.device().toRealPath();
        PortLock lock = PortLock.acquire(lockFolder, path);
        TtyDescriptor descriptor = null;
        try {
            // Before jSSC makes the terminal exclusive: afterwards nobody but root can open it.
            descriptor = TtyDescriptor.open(path, time, listener);
        } finally {
            if (descriptor == null) {
                lock.release();
            }
        }
        JsscPort port = new JsscPort(path, descriptor, lock);
        boolean begun = false;
        try {
            port.begin(request);
            begun = true;
        } finally {
            if (!begun) {
                port.close();
            }
        }
        return port;
    }
}
