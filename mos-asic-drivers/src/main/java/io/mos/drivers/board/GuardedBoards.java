package io.mos.drivers.board;

import io.mos.core.device.BoardPlan;
import io.mos.core.guard.ProtectedBoard;
import io.mos.core.kernel.TimeSource;
import io.mos.drivers.control.ControlChannel;
import io.mos.drivers.serial.HangUpListener;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.SerialPorts;
import io.mos.drivers.serial.SerialRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The guardian's hold on a board, made of its plan. */
public final class GuardedBoards {

    /** A bridge's control port has no rate of its own; this is what it is opened with. */
    private static final int CONTROL_BAUD = 115_200;

    private final SerialPorts serial;
    private final TimeSource time;

    public GuardedBoards(SerialPorts serial, TimeSource time) {
        this.serial = serial;
        this.time = time;
    }

    /** Whether this board's hold is on a port of its own; otherwise it is on the data port. */
    public static boolean hasControlPort(BoardPlan plan) {
        return plan.line().controlPort().isPresent();
    }

    /**
     * Opens a board's control port, finds out its firmware's version and touches nothing else.
     * Blocks, at most for the channel's usual limit.
     *
     * @param ports the candidate's
     * @param listener told when the port goes away
     * @throws IOException when it cannot be opened or nobody answers; nothing stays open
     */
    public ProtectedBoard open(BoardPlan plan, List<Path> ports, HangUpListener listener)
            throws IOException {
        Path control = ports.get(plan.line().controlPort().orElseThrow());
        SerialPort port = serial.open(SerialRequest.of(control, CONTROL_BAUD), listener);
        boolean isOpen = false;
        try {
            ControlChannel channel = ControlChannel.open(port, time);
            var board = new ControlledBoard(plan.protection(), channel, time);
            isOpen = true;
            return board;
        } finally {
            if (!isOpen) {
                port.close();
            }
        }
    }

    /** A board without a control port, whose data port stays its owner's. */
    public static ProtectedBoard onLine(BoardPlan plan, SerialPort data) {
        return new LineBoard(plan.protection(), data);
    }
}
