package io.mos.drivers.board;

import io.mos.core.device.BoardControl.ResetLine;
import io.mos.core.device.ProtectionPlan;
import io.mos.core.device.ProtectionPlan.CutOff;
import io.mos.core.guard.BoardSample;
import io.mos.core.guard.ProtectedBoard;
import io.mos.drivers.serial.SerialPort;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A chain on a bare UART: nothing is measured, and all that can be done is to hold the chips in
 * reset, where a modem line does that. Where the driver's program has to stop them by a frame,
 * nothing is done here; where nobody can, a cut fails and says so.
 */
final class LineBoard implements ProtectedBoard {

    private static final BoardSample NOTHING =
            new BoardSample(
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    private final ProtectionPlan plan;
    private final ResetSwitch reset;

    LineBoard(ProtectionPlan plan, SerialPort data) {
        this.plan = plan;
        reset = resetOf(plan.cutOff(), data);
    }

    private static ResetSwitch resetOf(CutOff cutOff, SerialPort data) {
        return switch (cutOff) {
            case CutOff.PortLine line -> new PortLineSwitch(data, line);
            case CutOff.Frame _ -> new NoSwitch(Optional.empty());
            case CutOff.Impossible(String why) -> new NoSwitch(Optional.of(why));
            case CutOff.ControlLines _ ->
                    throw new IllegalArgumentException("its reset is on a control channel");
        };
    }

    @Override
    public ProtectionPlan plan() {
        return plan;
    }

    /** A board that cannot be cut is not refused here: its user was told. */
    @Override
    public void prepare() throws IOException {
        if (plan.cutOff() instanceof CutOff.PortLine) {
            reset.hold();
        }
    }

    @Override
    public BoardSample sample() {
        return NOTHING;
    }

    /** Its supply is on as long as it is plugged in. */
    @Override
    public void powerOn(int voltageMillivolts) throws IOException {
        setVoltage(voltageMillivolts);
        prepare();
    }

    @Override
    public void setVoltage(int voltageMillivolts) throws IOException {
        if (voltageMillivolts != 0) {
            throw new IOException("this board's voltage cannot be set");
        }
    }

    @Override
    public void reset(ResetLine line) throws IOException {
        if (!(plan.cutOff() instanceof CutOff.PortLine)) {
            return;
        }
        switch (line) {
            case HELD -> reset.hold();
            case RELEASED -> reset.release();
        }
    }

    @Override
    public void cut() throws IOException {
        reset.hold();
    }

    @Override
    public void setFan(int percent) {}

    /** The port is the device thread's. */
    @Override
    public void close() {}

    /** Where there is no line. */
    private record NoSwitch(Optional<String> why) implements ResetSwitch {

        @Override
        public void hold() throws IOException {
            if (why.isPresent()) {
                throw new IOException("cannot be cut off: " + why.get());
            }
        }

        @Override
        public void release() {}
    }
}
