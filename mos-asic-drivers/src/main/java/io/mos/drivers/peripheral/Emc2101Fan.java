package io.mos.drivers.peripheral;

import io.mos.core.telemetry.Reading;
import java.io.IOException;

/** A fan on an EMC2101, driven directly: its temperature table is off. */
final class Emc2101Fan implements FanController {
    static final int CONFIGURATION = 0x03;
    static final int TACH_LOW = 0x46;
    static final int TACH_HIGH = 0x47;
    static final int FAN_CONFIGURATION = 0x4A;
    static final int FAN_SETTING = 0x4C;
    static final int PWM_FREQUENCY = 0x4D;

    /** Measuring, PWM instead of a voltage, the ALERT pin is the tachometer's (§6.4). */
    static final int TACHOMETER_IN = 0x04;

    /** The fan setting decides, not the table (§6.16, PROG). */
    static final int DIRECT = 0x20;

    /** The setting counts halves of this period: all 63 steps are of use (§6.18). */
    static final int FINEST_STEPS = 0x1F;

    private static final int MAX_SETTING = 63;

    /** §6.13: what is slower counts to the end. */
    private static final int STANDS = 0xFFFF;

    private static final double COUNTS_PER_MINUTE = 5_400_000;

    /** Faster than any fan of this size; a count that low is noise on the wire. */
    static final double MAX_RPM = 30_000;

    private final Registers registers;
    private final Gauge gauge;

    Emc2101Fan(Mount mount) {
        registers = mount.registers("EMC2101");
        gauge = new Gauge("emc2101", mount.time(), 0, MAX_RPM, this::measure);
    }

    @Override
    public void configure() throws IOException {
        registers.requireEmc(Emc2101Diode.PRODUCTS);
        registers.keep(CONFIGURATION, TACHOMETER_IN);
        registers.keep(FAN_CONFIGURATION, DIRECT);
        registers.keep(PWM_FREQUENCY, FINEST_STEPS);
    }

    @Override
    public void setPercent(int percent) throws IOException {
        registers.keep(FAN_SETTING, Duty.steps(percent, MAX_SETTING));
    }

    @Override
    public Reading<Double> rpm() {
        return gauge.read();
    }

    /** Reading the low byte holds the high one still. */
    private double measure() throws IOException {
        int low = registers.byteAt(TACH_LOW);
        int count = registers.byteAt(TACH_HIGH) << 8 | low;
        return count == STANDS ? 0 : COUNTS_PER_MINUTE / count;
    }
}
