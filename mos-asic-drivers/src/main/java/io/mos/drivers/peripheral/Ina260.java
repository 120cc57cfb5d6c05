package io.mos.drivers.peripheral;

import io.mos.core.telemetry.Reading;
import java.io.IOException;

/** An INA260 in the board's input line (TI SBOS656 §8.6). */
final class Ina260 implements PowerMeter {
    static final int CONFIGURATION = 0x00;
    static final int BUS_VOLTAGE = 0x02;
    static final int POWER = 0x03;
    static final int MANUFACTURER = 0xFE;
    static final int DIE = 0xFF;

    static final int TEXAS_INSTRUMENTS = 0x5449;
    static final int DIE_ID = 0x2270;
    private static final int REVISION_BITS = 0x000F;

    /** Current and voltage without pause, 1.1 ms each: its state after a reset. */
    static final int CONTINUOUS = 0x6127;

    private static final double VOLTS_PER_BIT = 0.00125;
    private static final double WATTS_PER_BIT = 0.01;

    /** Its absolute maximum is 40 V and 15 A. */
    private static final double MAX_VOLTS = 40;

    private static final double MAX_WATTS = 600;

    private final Registers registers;
    private final Gauge watts;
    private final Gauge volts;

    Ina260(Mount mount) {
        registers = mount.registers("INA260");
        watts =
                new Gauge(
                        "ina260",
                        mount.time(),
                        0,
                        MAX_WATTS,
                        () -> registers.wordAt(POWER) * WATTS_PER_BIT);
        volts =
                new Gauge(
                        "ina260",
                        mount.time(),
                        0,
                        MAX_VOLTS,
                        () -> registers.wordAt(BUS_VOLTAGE) * VOLTS_PER_BIT);
    }

    @Override
    public void configure() throws IOException {
        require(MANUFACTURER, registers.wordAt(MANUFACTURER), TEXAS_INSTRUMENTS);
        require(DIE, registers.wordAt(DIE) & ~REVISION_BITS, DIE_ID);
        registers.putWord(CONFIGURATION, CONTINUOUS);
        require(CONFIGURATION, registers.wordAt(CONFIGURATION), CONTINUOUS);
    }

    @Override
    public Reading<Double> watts() {
        return watts.read();
    }

    @Override
    public Reading<Double> inputVolts() {
        return volts.read();
    }

    private void require(int register, int found, int expected) throws IOException {
        if (found != expected) {
            throw registers.wrong(register, "%04x, not %04x".formatted(found, expected));
        }
    }
}
