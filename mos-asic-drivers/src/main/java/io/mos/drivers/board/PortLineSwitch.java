package io.mos.drivers.board;

import io.mos.core.device.ProtectionPlan.CutOff.Level;
import io.mos.core.device.ProtectionPlan.CutOff.PortLine;
import io.mos.drivers.serial.ModemLine;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.SerialPort.LineChange;
import java.io.IOException;

/** A modem line of the data port at the chips' reset. */
final class PortLineSwitch implements ResetSwitch {

    private final SerialPort port;
    private final ModemLine line;
    private final boolean raisedHolds;

    PortLineSwitch(SerialPort port, PortLine plan) {
        this.port = port;
        line =
                switch (plan.line()) {
                    case DTR -> ModemLine.DTR;
                    case RTS -> ModemLine.RTS;
                };
        raisedHolds = plan.holds() == Level.RAISED;
    }

    @Override
    public void hold() throws IOException {
        change(raisedHolds);
    }

    @Override
    public void release() throws IOException {
        change(!raisedHolds);
    }

    private void change(boolean raise) throws IOException {
        LineChange change = raise ? port.raise(line) : port.lower(line);
        if (change == LineChange.NO_SUCH_LINE) {
            throw new IOException(port.path() + " has no " + line + " to hold the chips with");
        }
    }
}
