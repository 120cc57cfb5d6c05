package io.mos.drivers.peripheral;

import io.mos.core.telemetry.Reading;
import java.io.IOException;

/** A TMP1075 on the board (TI SBOS854 §7.5). */
final class Tmp1075 implements Thermometer {
    static final int TEMPERATURE = 0x00;
    static final int CONFIGURATION = 0x01;
    static final int DEVICE_ID = 0x0F;

    static final int TMP1075_ID = 0x7500;

    /** Measuring without pause: its state after a reset; only the high byte is told back. */
    static final int CONTINUOUS = 0x00FF;

    private static final int UNUSED_BITS = 4;
    private static final double CELSIUS_PER_BIT = 0.0625;
    private static final double MIN_CELSIUS = -55;
    private static final double MAX_CELSIUS = 125;

    private final Registers registers;
    private final Gauge gauge;

    Tmp1075(Mount mount) {
        registers = mount.registers("TMP1075");
        gauge =
                new Gauge(
                        "tmp1075",
                        mount.time(),
                        MIN_CELSIUS,
                        MAX_CELSIUS,
                        () ->
                                ((short) registers.wordAt(TEMPERATURE) >> UNUSED_BITS)
                                        * CELSIUS_PER_BIT);
    }

    @Override
    public void configure() throws IOException {
        int id = registers.wordAt(DEVICE_ID);
        if (id != TMP1075_ID) {
            throw registers.wrong(DEVICE_ID, "%04x is another part".formatted(id));
        }
        registers.putWord(CONFIGURATION, CONTINUOUS);
        int kept = registers.wordAt(CONFIGURATION);
        if (kept >>> 8 != CONTINUOUS >>> 8) {
            throw registers.wrong(CONFIGURATION, "%04x is kept".formatted(kept));
        }
    }

    @Override
    public Reading<Double> celsius() {
        return gauge.read();
    }
}
