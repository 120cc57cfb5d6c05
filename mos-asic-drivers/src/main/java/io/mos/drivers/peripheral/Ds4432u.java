package io.mos.drivers.peripheral;

import io.mos.core.telemetry.Reading;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * A DS4432U current source at the feedback pin of a TPS40305: 127 steps either way around the
 * voltage of the resistors alone. It cannot switch the converter, an enable line does, so "off" is
 * the lowest voltage the chips may have. It measures nothing and has no product id.
 */
final class Ds4432u implements Regulator {
    static final String NOMINAL = "nominal-millivolts";
    static final String STEP = "step-millivolts";
    static final String MIN = "min-millivolts";
    static final String MAX = "max-millivolts";

    /** OUT0's register (DS4432 table 1). */
    static final int OUTPUT_0 = 0xF8;

    /** Set: it sources into the feedback pin, and the output sinks below nominal. */
    private static final int SOURCING = 0x80;

    private static final int MAX_MAGNITUDE = 127;

    private final Registers registers;
    private final Mount mount;

    Ds4432u(Mount mount) {
        this.mount = mount;
        registers = mount.registers("DS4432U");
    }

    @Override
    public void configure() throws IOException {
        off();
    }

    @Override
    public void setVoltage(int millivolts) throws IOException {
        if (millivolts < mount.setting(MIN) || millivolts > mount.setting(MAX)) {
            throw registers.wrong(OUTPUT_0, millivolts + " mV is not within its limits");
        }
        registers.keep(OUTPUT_0, code(millivolts));
    }

    @Override
    public void on() throws IOException {
        double set = millivolts(registers.byteAt(OUTPUT_0));
        double margin = mount.setting(STEP);
        if (set < mount.setting(MIN) - margin || set > mount.setting(MAX) + margin) {
            throw registers.wrong(
                    OUTPUT_0,
                    String.format(Locale.ROOT, "stands for %.0f mV, out of its limits", set));
        }
    }

    @Override
    public void off() throws IOException {
        registers.keep(OUTPUT_0, code(mount.setting(MIN)));
    }

    @Override
    public Optional<Reading<Double>> coreMillivolts() {
        return Optional.empty();
    }

    /** The register for a voltage, to the nearest step. */
    int code(double millivolts) throws IOException {
        long steps = Math.round((millivolts - mount.setting(NOMINAL)) / mount.setting(STEP));
        if (Math.abs(steps) > MAX_MAGNITUDE) {
            throw registers.wrong(OUTPUT_0, "cannot make " + millivolts + " mV");
        }
        return steps < 0 ? SOURCING | (int) -steps : (int) steps;
    }

    /** The voltage a register stands for. */
    double millivolts(int code) {
        int magnitude = code & MAX_MAGNITUDE;
        int steps = (code & SOURCING) == 0 ? magnitude : -magnitude;
        return mount.setting(NOMINAL) + steps * mount.setting(STEP);
    }
}
