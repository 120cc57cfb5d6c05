package example.icarus;

import io.mos.core.device.Candidate;
import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DeviceSettings;
import io.mos.core.telemetry.DeviceId;
import io.mos.drivers.kit.Counterpart;
import io.mos.drivers.kit.DriverConformance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The kit, run against the driver and the counterpart of this project. */
public class IcarusConformanceTest extends DriverConformance {

    @Override
    protected DeviceDriver driver() {
        return new IcarusDriver();
    }

    @Override
    protected Candidate candidate() {
        return new Candidate.Named(
                new DeviceId("icarus-1"), "icarus", List.of(Path.of("/dev/ttyUSB0")));
    }

    @Override
    protected Counterpart counterpart(Counterpart.World world) {
        return new IcarusCounterpart(world);
    }

    @Override
    protected DeviceSettings settings() {
        String zeroBits = String.valueOf(IcarusCounterpart.TICKET_ZERO_BITS);
        return new DeviceSettings(Map.of("ticket-zero-bits", zeroBits));
    }
}
