package io.mos.drivers.peripheral;

import io.mos.core.telemetry.Reading;
import java.io.IOException;

/** An EMC2101's own temperature; on boards that bring no diode out, the nearest to the chips'. */
final class Emc2101Die implements Thermometer {

    static final String OFFSET = "offset-celsius";

    /** Eight bits, whole degrees (EMC2101 §6.2). */
    static final int INTERNAL = 0x00;

    private static final double MIN_CELSIUS = -40;
    private static final double MAX_CELSIUS = 125;

    private final Registers registers;
    private final Gauge gauge;

    Emc2101Die(Mount mount) {
        registers = mount.registers("EMC2101");
        gauge =
                new Gauge(
                        "emc2101 itself",
                        mount.time(),
                        MIN_CELSIUS,
                        MAX_CELSIUS,
                        () -> (byte) registers.byteAt(INTERNAL) + mount.setting(OFFSET));
    }

    @Override
    public void configure() throws IOException {
        registers.requireEmc(Emc2101Diode.PRODUCTS);
    }

    @Override
    public Reading<Double> celsius() {
        return gauge.read();
    }
}
