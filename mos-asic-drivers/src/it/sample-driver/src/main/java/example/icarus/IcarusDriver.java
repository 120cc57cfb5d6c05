package example.icarus;

import io.mos.core.device.BoardPlan;
import io.mos.core.device.BoardPlan.LinePlan;
import io.mos.core.device.Candidate;
import io.mos.core.device.DeviceContext;
import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DeviceProgram;
import io.mos.core.device.DriverInfo;
import io.mos.core.device.DriverMatch;
import io.mos.core.device.ProtectionPlan;
import io.mos.core.device.ProtectionPlan.CutOff;
import io.mos.core.device.ProtectionPlan.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Drives Icarus boards. Their USB bridge says nothing of them, so the user names the board {@code
 * icarus} and its port.
 */
public final class IcarusDriver implements DeviceDriver {

    static final String BOARD = "icarus";

    private static final int BAUD = 115_200;
    private static final int FASTEST_MHZ = 200;

    /** No sensor, no supply and no fan that could be reached, and no wire that stops it. */
    private static final BoardPlan PLAN =
            new BoardPlan(
                    BOARD,
                    "Icarus",
                    new LinePlan(0, OptionalInt.empty(), Optional.empty(), BAUD),
                    new ProtectionPlan(
                            new CutOff.Frame(
                                    "it gets no more work, and is through with the last within 12 s"),
                            new Limits(80, 80, FASTEST_MHZ, 0, 0, 0, Duration.ofSeconds(5)),
                            List.of(),
                            Optional.empty(),
                            Optional.empty()));

    @Override
    public DriverInfo info() {
        return new DriverInfo("icarus", "1", DeviceDriver.LEVEL);
    }

    @Override
    public Optional<DriverMatch> match(Candidate candidate) {
        return switch (candidate) {
            case Candidate.Usb _ -> Optional.empty();
            case Candidate.Named named when named.board().equals(BOARD) ->
                    Optional.of(new DriverMatch(PLAN, DriverMatch.BY_NAME));
            case Candidate.Named _ -> Optional.empty();
        };
    }

    @Override
    public DeviceProgram open(DriverMatch match, DeviceContext context) {
        return new IcarusProgram(context);
    }
}
