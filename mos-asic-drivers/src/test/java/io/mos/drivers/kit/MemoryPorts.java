package io.mos.drivers.kit;

import io.mos.drivers.serial.HangUpListener;
import io.mos.drivers.serial.PortBusyException;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.SerialPorts;
import io.mos.drivers.serial.SerialRequest;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Opens lines in memory by their made-up paths. Thread-safe. */
public final class MemoryPorts implements SerialPorts {

    private final Map<Path, MemoryLine> lines = new ConcurrentHashMap<>();

    /** Plugs a line in; one that was unplugged gives its path up to a new one. */
    public void plug(MemoryLine line) {
        lines.put(line.path(), line);
    }

    @Override
    public SerialPort open(SerialRequest request, HangUpListener listener) throws IOException {
        MemoryLine line = lines.get(request.device());
        if (line == null || line.isUnplugged()) {
            throw new NoSuchFileException(request.device().toString());
        }
        return line.openHost(request, listener)
                .orElseThrow(() -> new PortBusyException(request.device(), "opened twice"));
    }
}
