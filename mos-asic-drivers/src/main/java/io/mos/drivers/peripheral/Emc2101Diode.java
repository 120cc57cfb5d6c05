package io.mos.drivers.peripheral;

import io.mos.core.telemetry.Reading;
import java.io.IOException;
import java.util.List;

/** The diode in a chip, measured by an EMC2101 (its data sheet, §5.1 and §6). */
final class Emc2101Diode implements Thermometer {
    static final String IDEALITY = "ideality";
    static final String BETA = "beta";

    /** EMC2101 and EMC2101-R. */
    static final List<Integer> PRODUCTS = List.of(0x16, 0x28);

    static final int EXTERNAL_HIGH = 0x01;
    static final int EXTERNAL_LOW = 0x10;
    static final int IDEALITY_FACTOR = 0x17;
    static final int BETA_COMPENSATION = 0x18;

    /** Eleven bits, left-justified in two bytes. */
    private static final int UNUSED_BITS = 5;

    private static final int OPEN = 0x3F8;
    private static final int SHORT = 0x3FF;
    private static final double CELSIUS_PER_BIT = 0.125;
    private static final double MIN_CELSIUS = -40;
    private static final double MAX_CELSIUS = 125;

    private final Registers registers;
    private final Mount mount;
    private final Gauge gauge;

    Emc2101Diode(Mount mount) {
        this.mount = mount;
        registers = mount.registers("EMC2101");
        gauge = new Gauge("emc2101", mount.time(), MIN_CELSIUS, MAX_CELSIUS, this::external);
    }

    @Override
    public void configure() throws IOException {
        registers.requireEmc(PRODUCTS);
        registers.keep(IDEALITY_FACTOR, mount.wholeSetting(IDEALITY));
        registers.keep(BETA_COMPENSATION, mount.wholeSetting(BETA));
    }

    @Override
    public Reading<Double> celsius() {
        return gauge.read();
    }

    /** Reading the high byte holds the low one still. */
    private double external() throws IOException {
        int high = registers.byteAt(EXTERNAL_HIGH);
        int raw = (short) (high << 8 | registers.byteAt(EXTERNAL_LOW)) >> UNUSED_BITS;
        if (raw == OPEN) {
            throw registers.wrong(EXTERNAL_HIGH, "the diode is open");
        }
        if (raw == SHORT) {
            throw registers.wrong(EXTERNAL_HIGH, "the diode is short");
        }
        return raw * CELSIUS_PER_BIT;
    }
}
