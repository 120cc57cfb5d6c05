package io.mos.drivers.board;

import io.mos.core.device.ProtectionPlan;
import io.mos.core.device.ProtectionPlan.SensorPlan;
import io.mos.core.device.ProtectionPlan.Tachometer;
import io.mos.core.guard.BoardSample;
import io.mos.core.guard.BoardSample.Temperature;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.Reading;
import io.mos.drivers.peripheral.FanController;
import io.mos.drivers.peripheral.I2cBus;
import io.mos.drivers.peripheral.PartCatalog;
import io.mos.drivers.peripheral.PowerMeter;
import io.mos.drivers.peripheral.Regulator;
import io.mos.drivers.peripheral.Thermometer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The parts a plan speaks of. Owner: as for the board. */
final class BoardParts {

    private final List<Sensor> sensors;
    private final Optional<Regulator> regulator;
    private final Optional<PowerMeter> meter;
    private final Optional<FanController> fan;
    private final boolean countsTurns;

    BoardParts(ProtectionPlan plan, I2cBus bus, TimeSource time) {
        sensors =
                plan.sensors().stream()
                        .map(each ->
                                new Sensor(
                                        each,
                                        PartCatalog.THERMOMETERS.make(each.part(), bus, time)))
                        .toList();
        regulator = plan.regulator().map(each -> PartCatalog.REGULATORS.make(each, bus, time));
        meter = plan.powerMeter().map(each -> PartCatalog.POWER_METERS.make(each, bus, time));
        fan = plan.fan().map(each -> PartCatalog.FANS.make(each.part(), bus, time));
        countsTurns =
                plan.fan().filter(each -> each.tachometer() == Tachometer.PRESENT).isPresent();
    }

    Optional<Regulator> regulator() {
        return regulator;
    }

    /** All of them, the regulator first. */
    void configure() throws IOException {
        if (regulator.isPresent()) {
            regulator.get().configure();
        }
        for (Sensor sensor : sensors) {
            sensor.part().configure();
        }
        if (meter.isPresent()) {
            meter.get().configure();
        }
        if (fan.isPresent()) {
            fan.get().configure();
        }
    }

    /** Temperatures first: the time for a sample may be over before its end. */
    BoardSample sample() {
        List<Temperature> temperatures =
                sensors.stream()
                        .map(each -> new Temperature(each.plan(), each.part().celsius()))
                        .toList();
        Optional<Reading<Double>> rpm = fan.filter(_ -> countsTurns).map(FanController::rpm);
        Optional<Reading<Double>> core = regulator.flatMap(Regulator::coreMillivolts);
        Optional<Reading<Double>> watts = meter.map(PowerMeter::watts);
        Optional<Reading<Double>> volts = meter.map(PowerMeter::inputVolts);
        return new BoardSample(temperatures, rpm, watts, volts, core);
    }

    void setFan(int percent) throws IOException {
        if (fan.isPresent()) {
            fan.get().setPercent(percent);
        }
    }

    private record Sensor(SensorPlan plan, Thermometer part) {}
}
