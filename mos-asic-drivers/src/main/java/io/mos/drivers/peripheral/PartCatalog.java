package io.mos.drivers.peripheral;

import io.mos.core.device.ProtectionPlan.PartPlan;
import io.mos.core.kernel.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The parts this build knows, by what they do on a board; one chip may be in several catalogues.
 *
 * @param <T> what the parts do
 */
public final class PartCatalog<T extends Part> {
    private static final double MAX_MILLIVOLTS = 2_000;

    private static final Setting OFFSET = new Setting("offset-celsius", -20, 20);

    /** What measures temperatures. */
    public static final PartCatalog<Thermometer> THERMOMETERS =
            new PartCatalog<>(
                    Map.of(
                            "emc2101",
                            new Kind<>(
                                    Emc2101Diode::new,
                                    new Setting(Emc2101Diode.IDEALITY, 0, 63),
                                    new Setting(Emc2101Diode.BETA, 0, 15)),
                            "emc2101-itself",
                            new Kind<>(Emc2101Die::new, OFFSET),
                            "emc2103",
                            new Kind<>(
                                    Emc2103Diode::new,
                                    new Setting(Emc2103Diode.DIODE, 1, 3),
                                    OFFSET),
                            "tmp1075",
                            new Kind<>(Tmp1075::new),
                            "tmp451",
                            new Kind<>(Tmp451::new, OFFSET),
                            "tps546",
                            new Kind<>(Tps546Meter::new)));

    /** What drives fans. */
    public static final PartCatalog<FanController> FANS =
            new PartCatalog<>(
                    Map.of(
                            "emc2101",
                            new Kind<>(Emc2101Fan::new),
                            "emc2103",
                            new Kind<>(EmcPwmFan::ofEmc2103),
                            "emc2302",
                            new Kind<>(EmcPwmFan::ofEmc2302, new Setting(EmcPwmFan.FAN, 1, 2))));

    /** What makes the chips' supply. */
    public static final PartCatalog<Regulator> REGULATORS =
            new PartCatalog<>(
                    Map.of(
                            "tps546",
                            new Kind<>(
                                    Tps546Regulator::new,
                                    new Setting(Tps546Regulator.VIN_ON, 2.5, 16),
                                    new Setting(Tps546Regulator.VIN_OFF, 2.5, 16),
                                    new Setting(Tps546Regulator.VIN_OVER, 4, 20),
                                    new Setting(Tps546Regulator.CURRENT_WARN, 8, 60),
                                    new Setting(Tps546Regulator.CURRENT_FAULT, 8, 60),
                                    new Setting(Tps546Regulator.TEMP_WARN, 40, 150),
                                    new Setting(Tps546Regulator.TEMP_FAULT, 40, 150),
                                    new Setting(Tps546Regulator.MIN, 250, MAX_MILLIVOLTS),
                                    new Setting(Tps546Regulator.MAX, 250, MAX_MILLIVOLTS)),
                            "ds4432u",
                            new Kind<>(
                                    Ds4432u::new,
                                    new Setting(Ds4432u.NOMINAL, 500, MAX_MILLIVOLTS),
                                    new Setting(Ds4432u.STEP, 0.1, 20),
                                    new Setting(Ds4432u.MIN, 250, MAX_MILLIVOLTS),
                                    new Setting(Ds4432u.MAX, 250, MAX_MILLIVOLTS))));

    /** What measures a board's power. */
    public static final PartCatalog<PowerMeter> POWER_METERS =
            new PartCatalog<>(
                    Map.of(
                            "ina260", new Kind<>(Ina260::new),
                            "tps546", new Kind<>(Tps546Meter::new)));

    private final Map<String, Kind<? extends T>> kinds;

    private PartCatalog(Map<String, Kind<? extends T>> kinds) {
        this.kinds = new TreeMap<>(kinds);
    }

    /** A number a part needs of its board, with its bounds. */
    public record Setting(String name, double min, double max) {}

    /** All kinds by rising name. */
    public Set<String> kinds() {
        return new TreeSet<>(kinds.keySet());
    }

    /** What a kind needs; empty when there is no such kind. */
    public Optional<List<Setting>> settings(String kind) {
        return Optional.ofNullable(kinds.get(kind)).map(Kind::settings);
    }

    /**
     * The part a plan speaks of, not yet touched.
     *
     * @throws IllegalArgumentException when there is no such kind or a setting is missing
     */
    public T make(PartPlan plan, I2cBus bus, TimeSource time) {
        Kind<? extends T> kind = kinds.get(plan.kind());
        if (kind == null) {
            throw new IllegalArgumentException(
                    "no such part: " + plan.kind() + ", only " + kinds());
        }
        for (Setting setting : kind.settings()) {
            if (!plan.settings().containsKey(setting.name())) {
                throw new IllegalArgumentException(plan.kind() + " needs " + setting.name());
            }
        }
        return kind.maker()
                .apply(new Mount(plan.address().orElseThrow(), plan.settings(), bus, time));
    }

    private record Kind<T>(Function<Mount, T> maker, List<Setting> settings) {
        Kind(Function<Mount, T> maker, Setting... settings) {
            this(maker, List.of(settings));
        }
    }
}
