package io.mos.drivers.board;

import io.mos.core.device.ProtectionPlan;
import io.mos.core.device.ProtectionPlan.CutOff;
import io.mos.core.device.ProtectionPlan.FanPlan;
import io.mos.core.device.ProtectionPlan.Limits;
import io.mos.core.device.ProtectionPlan.PartPlan;
import io.mos.core.device.ProtectionPlan.Place;
import io.mos.core.device.ProtectionPlan.SensorPlan;
import io.mos.core.device.ProtectionPlan.Tachometer;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.board.Tuning.Range;
import io.mos.drivers.peripheral.PartCatalog;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what keeps a board safe. No file goes beyond the chip family's own limits; one that says
 * nothing has them.
 */
final class ProtectionReader {

    private static final String NAME_FORM = "[a-z][a-z0-9-]{0,19}";
    private static final int MAX_LINE = 255;

    /** The hottest regulator in use turns itself off at 145 °C, ours at 115 (reliability.md §4). */
    private static final double MAX_REGULATOR_CELSIUS = 115;

    /** Issue figure: a stalled fan is acted on within five seconds. */
    private static final int FAN_STALLED_MILLIS = 5_000;

    private static final int MIN_FAN_STALLED_MILLIS = 1_000;
    private static final double MAX_POWER_WATTS = 10_000;
    private static final int ALL_PERCENT = 100;

    private final ChipFamily.Limits family;
    private final boolean hasControl;

    ProtectionReader(ChipFamily family, boolean hasControl) {
        this.family = family.limits();
        this.hasControl = hasControl;
    }

    ProtectionPlan read(Fields file) {
        boolean hasRegulator = file.has("regulator");
        Limits limits =
                file.optionalSection("limits")
                        .map(fields -> limits(fields, hasRegulator))
                        .orElseGet(this::familyLimits);
        CutOff cutOff = cutOff(file.section("cut-off"));
        List<SensorPlan> sensors = sensors(file.sections("sensors"));
        Optional<PartPlan> regulator =
                onBus(file, "regulator").map(fields -> regulator(fields, limits));
        Optional<PartPlan> meter =
                onBus(file, "power-meter")
                        .map(fields -> PartReader.read(fields, PartCatalog.POWER_METERS, Map.of()));
        Optional<FanPlan> fan = onBus(file, "fan").map(ProtectionReader::fan);
        return new ProtectionPlan(cutOff, limits, sensors, regulator, fan, meter);
    }

    Tuning tuning(Fields fields, ProtectionPlan plan) {
        Limits limits = plan.limits();
        double min = family.frequencyMinMhz();
        double max = limits.frequencyMaxMhz();
        double frequency = fields.number("frequency-mhz", min, max);
        Range frequencies =
                fields.optionalSection("frequencies-mhz")
                        .map(each -> range(each, min, max))
                        .orElse(new Range(min, max, 0));
        if (plan.regulator().isEmpty()) {
            fields.end();
            return new Tuning(frequency, 0, frequencies, Range.NONE);
        }
        int low = limits.voltageMinMillivolts();
        int high = limits.voltageMaxMillivolts();
        int voltage = fields.whole("voltage-mv", low, high);
        Range voltages =
                fields.optionalSection("voltages-mv")
                        .map(each -> range(each, low, high))
                        .orElse(new Range(low, high, 0));
        fields.end();
        return new Tuning(frequency, voltage, frequencies, voltages);
    }

    private static Range range(Fields fields, double least, double most) {
        double min = fields.number("min", least, most);
        Range range =
                new Range(min, fields.number("max", min, most), fields.number("step", 1, most));
        fields.endWithin();
        return range;
    }

    private Limits limits(Fields fields, boolean hasRegulator) {
        double chip = family.temperatureMaxCelsius();
        int volts = family.voltageMaxMillivolts();
        int max = fields.whole("voltage-max-mv", 1, volts, volts);
        int min = hasRegulator ? fields.whole("voltage-min-mv", 1, max) : 0;
        Limits limits =
                new Limits(
                        fields.number("chip-celsius", 1, chip, chip),
                        fields.number(
                                "regulator-celsius",
                                1,
                                MAX_REGULATOR_CELSIUS,
                                MAX_REGULATOR_CELSIUS),
                        fields.number(
                                "frequency-max-mhz",
                                family.frequencyMinMhz(),
                                family.frequencyMaxMhz(),
                                family.frequencyMaxMhz()),
                        min,
                        max,
                        fields.number("power-watts", 1, MAX_POWER_WATTS, 0),
                        Duration.ofMillis(
                                fields.whole(
                                        "fan-stalled-millis",
                                        MIN_FAN_STALLED_MILLIS,
                                        FAN_STALLED_MILLIS,
                                        FAN_STALLED_MILLIS)));
        fields.end();
        return limits;
    }

    private Limits familyLimits() {
        return new Limits(
                family.temperatureMaxCelsius(),
                MAX_REGULATOR_CELSIUS,
                family.frequencyMaxMhz(),
                0,
                family.voltageMaxMillivolts(),
                0,
                Duration.ofMillis(FAN_STALLED_MILLIS));
    }

    private CutOff cutOff(Fields fields) {
        CutOff cutOff =
                switch (fields.choice("kind", CutOffKind.class)) {
                    case CONTROL_LINES -> controlLines(fields);
                    case PORT_LINE ->
                            new CutOff.PortLine(
                                    fields.choice("line", CutOff.Line.class),
                                    fields.choice("holds", CutOff.Level.class));
                    case FRAME -> new CutOff.Frame(fields.text("how"));
                    case IMPOSSIBLE -> new CutOff.Impossible(fields.text("why"));
                };
        fields.end();
        return cutOff;
    }

    private CutOff controlLines(Fields fields) {
        if (!hasControl) {
            fields.problem("kind", "needs a control port");
        }
        int reset = fields.whole("reset-line", 0, MAX_LINE);
        List<Integer> power = fields.wholes("power-lines", 0, MAX_LINE);
        if (power.contains(reset) || new HashSet<>(power).size() < power.size()) {
            fields.problem("power-lines", "must be lines of their own");
        }
        return new CutOff.ControlLines(reset, power);
    }

    private List<SensorPlan> sensors(List<Fields> all) {
        Set<String> names = new HashSet<>();
        return all.stream()
                .map(fields -> {
                    needControl(fields);
                    String name = fields.text("name", each -> each.matches(NAME_FORM), "a word");
                    if (!names.add(name)) {
                        fields.problem("name", "is another sensor's");
                    }
                    Place place = fields.choice("place", Place.class);
                    PartPlan part = PartReader.read(fields, PartCatalog.THERMOMETERS, Map.of());
                    return new SensorPlan(name, place, part);
                })
                .toList();
    }

    /** Its own window is the board's. */
    private static PartPlan regulator(Fields fields, Limits limits) {
        Map<String, Double> window =
                Map.of(
                        BoardSettings.REGULATOR_MIN, (double) limits.voltageMinMillivolts(),
                        BoardSettings.REGULATOR_MAX, (double) limits.voltageMaxMillivolts());
        return PartReader.read(fields, PartCatalog.REGULATORS, window);
    }

    private static FanPlan fan(Fields fields) {
        int min = fields.whole("min-percent", 0, ALL_PERCENT);
        Tachometer tachometer = fields.choice("tachometer", Tachometer.class);
        return new FanPlan(PartReader.read(fields, PartCatalog.FANS, Map.of()), min, tachometer);
    }

    private Optional<Fields> onBus(Fields file, String name) {
        Optional<Fields> fields = file.optionalSection(name);
        fields.ifPresent(this::needControl);
        return fields;
    }

    private void needControl(Fields fields) {
        if (!hasControl) {
            fields.problem("", "needs a control port");
        }
    }

    /** How hash power is taken away. */
    private enum CutOffKind {
        CONTROL_LINES,
        PORT_LINE,
        FRAME,
        IMPOSSIBLE
    }
}
