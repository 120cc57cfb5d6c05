package io.mos.drivers.peripheral;

import io.mos.core.telemetry.Reading;
import java.io.IOException;
import java.util.List;

/** A diode measured by an EMC2103 (its data sheet, §6.1 and §6.3). */
final class Emc2103Diode implements Thermometer {
    static final String DIODE = "diode";
    static final String OFFSET = "offset-celsius";

    /** EMC2103-1, and EMC2103-2 with EMC2103-4. */
    static final List<Integer> PRODUCTS = List.of(0x24, 0x26);

    /** Two registers for each sensor, the part itself first. */
    private static final int BYTES = 2;

    /** Eleven bits, left-justified. */
    private static final int UNUSED_BITS = 5;

    /** Open or short: −128 °C, which no diode measures. */
    private static final int FAULT = -1024;

    private static final double CELSIUS_PER_BIT = 0.125;
    private static final double MIN_CELSIUS = -40;
    private static final double MAX_CELSIUS = 125;

    private final Registers registers;
    private final Mount mount;
    private final Gauge gauge;

    Emc2103Diode(Mount mount) {
        this.mount = mount;
        registers = mount.registers("EMC2103");
        gauge = new Gauge("emc2103", mount.time(), MIN_CELSIUS, MAX_CELSIUS, this::measure);
    }

    @Override
    public void configure() throws IOException {
        registers.requireEmc(PRODUCTS);
    }

    @Override
    public Reading<Double> celsius() {
        return gauge.read();
    }

    /** Reading the high byte holds the low one still. */
    private double measure() throws IOException {
        int first = BYTES * mount.wholeSetting(DIODE);
        int high = registers.byteAt(first);
        int raw = (short) (high << 8 | registers.byteAt(first + 1)) >> UNUSED_BITS;
        if (raw == FAULT) {
            throw registers.wrong(first, "the diode is open or short");
        }
        return raw * CELSIUS_PER_BIT + mount.setting(OFFSET);
    }
}
