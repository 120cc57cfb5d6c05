package io.mos.drivers.serial;

import io.mos.core.kernel.SystemTime;
import java.io.IOException;
import java.nio.file.Path;

/** A process of an ordinary user, told by its caller where to keep lock files. */
final class ExclusiveProbe {

    static final String PROVEN = "exclusive and open again";

    private ExclusiveProbe() {}

    public static void main(String[] args) throws IOException {
        try (SystemTime time = new SystemTime();
                PtyPair pair = PtyPair.open(time)) {
            SerialPorts ports = new JsscPorts(Path.of(args[0]), time);
            SerialRequest request = SerialRequest.of(pair.hostPath(), 1_041_667);
            for (int round = 0; round < 3; round++) {
                try (SerialPort port = ports.open(request, (_, _) -> {})) {
                    expect(port.baud() == 1_041_667, "rate set while exclusive");
                    expectBusy(pair, time);
                }
            }
            // A holder that was killed leaves the terminal exclusive; the board's end clears that.
            leaveExclusive(pair);
            expectBusy(pair, time);
            pair.dropExclusive();
            ports.open(request, (_, _) -> {}).close();
        }
        System.out.println(PROVEN);
    }

    private static void leaveExclusive(PtyPair pair) throws IOException {
        jssc.SerialPort holder = new jssc.SerialPort(pair.hostPath().toString());
        try {
            expect(holder.openPort(), "jSSC opens");
        } catch (jssc.SerialPortException e) {
            throw new IOException(e);
        }
    }

    /** Past the lock file, as a program that knows none. */
    private static void expectBusy(PtyPair pair, SystemTime time) throws IOException {
        try {
            TtyDescriptor.open(pair.hostPath(), time, (_, _) -> {}).close();
        } catch (PortBusyException e) {
            return;
        }
        throw new IllegalStateException("a second program opened the port");
    }

    private static void expect(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("does not hold: " + what);
        }
    }
}
