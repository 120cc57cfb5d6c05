package io.mos.drivers.peripheral;

import io.mos.core.telemetry.Reading;
import java.io.IOException;

/** A TPS546D24A's own measurements of power and temperature. */
final class Tps546Meter implements PowerMeter, Thermometer {

    /** READ_VIN's range (SLUSF26 §7.6). */
    private static final double MAX_INPUT_VOLTS = 24;

    /** What the stage can give: 5.5 V at 40 A; its current reads a little below 0 without load. */
    private static final double MAX_WATTS = 220;

    private static final double MIN_WATTS = -5;

    /** The junction's range (SLUSF26 §6.3), and some for a part that is about to shut down. */
    private static final double MIN_CELSIUS = -40;

    private static final double MAX_CELSIUS = 165;

    private final Tps546 part;
    private final Gauge watts;
    private final Gauge inputVolts;
    private final Gauge celsius;

    Tps546Meter(Mount mount) {
        part = Tps546.at(mount);
        watts =
                new Gauge(
                        "tps546 output, without the converter's own loss",
                        mount.time(),
                        MIN_WATTS,
                        MAX_WATTS,
                        this::outputWatts);
        inputVolts =
                new Gauge(
                        "tps546",
                        mount.time(),
                        0,
                        MAX_INPUT_VOLTS,
                        () -> part.linear11(Tps546.READ_VIN));
        celsius =
                new Gauge(
                        "tps546",
                        mount.time(),
                        MIN_CELSIUS,
                        MAX_CELSIUS,
                        () -> part.linear11(Tps546.READ_TEMPERATURE_1));
    }

    @Override
    public void configure() throws IOException {
        part.requireId();
    }

    @Override
    public Reading<Double> watts() {
        return watts.read();
    }

    @Override
    public Reading<Double> inputVolts() {
        return inputVolts.read();
    }

    @Override
    public Reading<Double> celsius() {
        return celsius.read();
    }

    private double outputWatts() throws IOException {
        return part.millivolts(Tps546.READ_VOUT) / 1000 * part.linear11(Tps546.READ_IOUT);
    }
}
