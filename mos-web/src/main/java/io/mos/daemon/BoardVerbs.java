package io.mos.daemon;

import io.mos.core.device.BoardPlan;
import io.mos.core.guard.ProtectedBoard;
import io.mos.core.kernel.SystemTime;
import io.mos.core.kernel.TimeSource;
import io.mos.drivers.board.GuardedBoards;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.SerialPorts;
import io.mos.drivers.serial.SerialRequest;
import io.mos.drivers.serial.TtyScanner;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** What a process that never drove a board can do to one. */
final class BoardVerbs {

    private BoardVerbs() {}

    /** {@code mos safe-off}. */
    static int safeOff(PrintStream out) {
        try (SystemTime time = new SystemTime()) {
            return new SafeOffVerb(
                            StateFolder.ofThisProcess().poweredBoards(),
                            (plan, ports) -> open(plan, ports, time),
                            () -> TtyScanner.pluggedNow(Path.of("/sys"), Path.of("/dev")),
                            out)
                    .run();
        }
    }

    /**
     * Opens what a board is made safe by: its control port, or the modem lines of its data port.
     */
    static ProtectedBoard open(BoardPlan plan, List<Path> ports, TimeSource time)
            throws IOException {
        SerialPorts serial = SerialPorts.ofThisMachine(SerialPorts.usualLockFolder(), time);
        if (GuardedBoards.hasControlPort(plan)) {
            return new GuardedBoards(serial, time).open(plan, ports, (_, _) -> {});
        }
        Path data = ports.get(plan.line().dataPort());
        SerialPort port = serial.open(SerialRequest.of(data, plan.line().baud()), (_, _) -> {});
        return GuardedBoards.onLine(plan, port);
    }
}
