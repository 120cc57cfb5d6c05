package io.mos.drivers.board;

import io.mos.core.device.BoardPlan;
import io.mos.core.device.DeviceSettings;
import io.mos.core.device.ProtectionPlan;
import io.mos.core.device.ProtectionPlan.Limits;
import io.mos.core.device.ProtectionPlan.PartPlan;
import io.mos.drivers.bm13xx.ChainSpec;
import io.mos.drivers.bm13xx.TicketMask;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.board.BoardFile.Chips;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a user may say of a board: where to run it, and limits narrower than the file's. Nothing he
 * says widens one. Owner: the thread that made it.
 */
public final class BoardSettings {

    /** At what frequency the chips run. */
    public static final String FREQUENCY = "frequency-mhz";

    /** At what voltage. */
    public static final String VOLTAGE = "voltage-mv";

    public static final String MAX_FREQUENCY = "max-frequency-mhz";
    public static final String MAX_VOLTAGE = "max-voltage-mv";
    public static final String MAX_CHIP = "max-chip-celsius";
    public static final String MAX_REGULATOR = "max-regulator-celsius";
    public static final String MAX_POWER = "max-power-watts";

    /** What reported hashes begin with; for boards that hash on a CPU. */
    public static final String TICKET_ZERO_BITS = "ticket-zero-bits";

    static final String REGULATOR_MIN = "min-millivolts";
    static final String REGULATOR_MAX = "max-millivolts";

    /** Colder than this a limit would hold for ever. */
    private static final double MIN_LIMIT_CELSIUS = 30;

    private final BoardFile file;
    private final DeviceSettings settings;
    private final List<String> problems = new ArrayList<>();

    private BoardSettings(BoardFile file, DeviceSettings settings) {
        this.file = file;
        this.settings = settings;
    }

    /**
     * The board's plan with the user's narrower limits: what the guardian is to hold to.
     *
     * @throws BoardFileException when he asks for a wider one, or for what the board has not; tells
     *     all at once
     */
    public static BoardPlan plan(BoardFile file, DeviceSettings settings) {
        var asked = new BoardSettings(file, settings);
        BoardPlan plan = asked.narrowed();
        asked.chain(plan.protection().limits());
        return asked.checked(plan);
    }

    /**
     * The chain as it is to run.
     *
     * @throws BoardFileException as for {@link #plan}
     */
    public static ChainSpec chain(BoardFile file, DeviceSettings settings) {
        var asked = new BoardSettings(file, settings);
        return asked.checked(asked.chain(asked.narrowed().protection().limits()));
    }

    private <T> T checked(T value) {
        if (!problems.isEmpty()) {
            throw new BoardFileException(file.plan().name(), problems);
        }
        return value;
    }

    private BoardPlan narrowed() {
        BoardPlan plan = file.plan();
        ProtectionPlan given = plan.protection();
        Limits limits = given.limits();
        ChipFamily.Limits chip = file.chips().family().limits();
        int lowest = limits.voltageMinMillivolts();
        boolean hasRegulator = given.regulator().isPresent();
        Limits narrowed =
                new Limits(
                        narrower(MAX_CHIP, MIN_LIMIT_CELSIUS, limits.chipCelsius(), true),
                        narrower(MAX_REGULATOR, MIN_LIMIT_CELSIUS, limits.regulatorCelsius(), true),
                        narrower(
                                MAX_FREQUENCY,
                                chip.frequencyMinMhz(),
                                limits.frequencyMaxMhz(),
                                true),
                        lowest,
                        (int)
                                narrower(
                                        MAX_VOLTAGE,
                                        lowest,
                                        limits.voltageMaxMillivolts(),
                                        hasRegulator),
                        narrower(
                                MAX_POWER,
                                1,
                                limits.powerWatts(),
                                given.powerMeter().isPresent() && limits.powerWatts() > 0),
                        limits.fanStalled());
        ProtectionPlan protection =
                new ProtectionPlan(
                        given.cutOff(),
                        narrowed,
                        given.sensors(),
                        given.regulator().map(part -> within(part, narrowed)),
                        given.fan(),
                        given.powerMeter());
        return new BoardPlan(plan.name(), plan.model(), plan.line(), protection);
    }

    /** The regulator's own window follows. */
    private static PartPlan within(PartPlan part, Limits limits) {
        Map<String, Double> values = new HashMap<>(part.settings());
        values.put(REGULATOR_MIN, (double) limits.voltageMinMillivolts());
        values.put(REGULATOR_MAX, (double) limits.voltageMaxMillivolts());
        return new PartPlan(part.kind(), part.address(), values);
    }

    private double narrower(String name, double least, double limit, boolean applies) {
        OptionalDouble asked = number(name);
        if (asked.isEmpty()) {
            return limit;
        }
        double value = asked.getAsDouble();
        if (!applies) {
            problems.add(name + " cannot be kept: the board has nothing to keep it with");
            return limit;
        }
        if (value > limit) {
            problems.add(
                    "%s is %s, more than the board's %s: a setting may narrow a limit, never widen it"
                            .formatted(name, Fields.plain(value), Fields.plain(limit)));
            return limit;
        }
        if (!(value >= least)) {
            problems.add("%s must be at least %s".formatted(name, Fields.plain(least)));
            return limit;
        }
        return value;
    }

    private ChainSpec chain(Limits limits) {
        Chips chips = file.chips();
        Tuning tuning = file.tuning();
        double mostMhz = Math.min(limits.frequencyMaxMhz(), tuning.frequenciesMhz().max());
        double leastMhz = chips.family().limits().frequencyMinMhz();
        double frequency = chosen(FREQUENCY, leastMhz, mostMhz, tuning.frequencyMhz());
        return new ChainSpec(
                chips.family(),
                chips.count(),
                chips.domainEnds(),
                frequency,
                voltage(limits, tuning),
                chips.hashingBaud(),
                (int)
                        Math.round(
                                chosen(
                                        TICKET_ZERO_BITS,
                                        1,
                                        TicketMask.CHIP_ZERO_BITS,
                                        chips.ticketZeroBits())));
    }

    private int voltage(Limits limits, Tuning tuning) {
        if (file.plan().protection().regulator().isEmpty()) {
            if (number(VOLTAGE).isPresent()) {
                problems.add(VOLTAGE + " cannot be set on this board");
            }
            return 0;
        }
        double most = limits.voltageMaxMillivolts();
        double least = limits.voltageMinMillivolts();
        return (int) Math.round(chosen(VOLTAGE, least, most, tuning.voltageMillivolts()));
    }

    /** What the user asks for, or what the file says as far as it is allowed. */
    private double chosen(String name, double least, double most, double otherwise) {
        OptionalDouble asked = number(name);
        if (asked.isEmpty()) {
            return Math.min(otherwise, most);
        }
        double value = asked.getAsDouble();
        if (!(value >= least && value <= most)) {
            problems.add(
                    "%s must be %s to %s, not %s"
                            .formatted(
                                    name,
                                    Fields.plain(least),
                                    Fields.plain(most),
                                    Fields.plain(value)));
            return otherwise;
        }
        return value;
    }

    private OptionalDouble number(String name) {
        try {
            return settings.number(name);
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            return OptionalDouble.empty();
        }
    }
}
