package io.mos.drivers.peripheral;

import io.mos.core.telemetry.Reading;
import java.io.IOException;

/**
 * A diode measured by a TMP451 (TI SBOS686 §7). It works in its extended range: in the standard one
 * everything below zero is told as 0, like a part without power.
 */
final class Tmp451 implements Thermometer {
    static final String OFFSET = "offset-celsius";

    static final int REMOTE_HIGH = 0x01;
    static final int STATUS = 0x02;
    static final int CONFIGURATION = 0x03;
    static final int CONFIGURATION_WRITE = 0x09;
    static final int REMOTE_LOW = 0x10;
    static final int MANUFACTURER = 0xFE;

    static final int TEXAS_INSTRUMENTS = 0x55;
    static final int EXTENDED_RANGE = 0x04;
    static final int OPEN = 0x04;

    /** What the extended range adds. */
    private static final int SHIFT_CELSIUS = 64;

    private static final int UNUSED_BITS = 4;
    private static final double CELSIUS_PER_BIT = 0.0625;
    private static final double MIN_CELSIUS = -40;
    private static final double MAX_CELSIUS = 150;

    private final Registers registers;
    private final Mount mount;
    private final Gauge gauge;

    Tmp451(Mount mount) {
        this.mount = mount;
        registers = mount.registers("TMP451");
        gauge = new Gauge("tmp451", mount.time(), MIN_CELSIUS, MAX_CELSIUS, this::measure);
    }

    @Override
    public void configure() throws IOException {
        int manufacturer = registers.byteAt(MANUFACTURER);
        if (manufacturer != TEXAS_INSTRUMENTS) {
            throw registers.wrong(MANUFACTURER, "%02x is another part".formatted(manufacturer));
        }
        registers.put(CONFIGURATION_WRITE, EXTENDED_RANGE);
        int kept = registers.byteAt(CONFIGURATION);
        if (kept != EXTENDED_RANGE) {
            throw registers.wrong(
                    CONFIGURATION,
                    "%02x was written and %02x kept".formatted(EXTENDED_RANGE, kept));
        }
    }

    @Override
    public Reading<Double> celsius() {
        return gauge.read();
    }

    /** Reading the high byte holds the low one still. */
    private double measure() throws IOException {
        if ((registers.byteAt(STATUS) & OPEN) != 0) {
            throw registers.wrong(STATUS, "the diode is open");
        }
        int high = registers.byteAt(REMOTE_HIGH);
        int fraction = registers.byteAt(REMOTE_LOW) >>> UNUSED_BITS;
        return high - SHIFT_CELSIUS + fraction * CELSIUS_PER_BIT + mount.setting(OFFSET);
    }
}
