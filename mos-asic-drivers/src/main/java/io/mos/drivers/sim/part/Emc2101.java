package io.mos.drivers.sim.part;

/**
 * EMC2101: a temperature of its own, one of the chips' diode, a fan by PWM or voltage and its
 * tachometer (data sheet DS20006703, "Register Description").
 */
public final class Emc2101 extends ByteRegisters {
    private static final int INTERNAL = 0x00;
    private static final int EXTERNAL_HIGH = 0x01;
    private static final int STATUS = 0x02;
    private static final int CONFIG = 0x03;
    private static final int INTERNAL_LIMIT = 0x05;
    private static final int EXTERNAL_LIMIT = 0x07;
    private static final int FORCED = 0x0c;
    private static final int EXTERNAL_LOW = 0x10;
    private static final int IDEALITY = 0x17;
    private static final int BETA = 0x18;
    private static final int CRITICAL_LIMIT = 0x19;
    private static final int TACH_LOW = 0x46;
    private static final int TACH_HIGH = 0x47;
    private static final int FAN_CONFIG = 0x4a;
    private static final int FAN_SETTING = 0x4c;
    private static final int PWM_FREQUENCY = 0x4d;
    private static final int TABLE = 0x50;
    private static final int TABLE_END = 0x60;
    private static final int PRODUCT = 0xfd;
    private static final int MANUFACTURER = 0xfe;
    private static final int REVISION = 0xff;

    private static final int PIN_IS_TACHOMETER = 0x04;
    private static final int VOLTAGE_NOT_PWM = 0x10;
    private static final int HOST_SETS_FAN = 0x20;
    private static final int FORCES_TEMPERATURE = 0x40;
    private static final int INVERTED = 0x10;

    private static final int DIODE_FAULT = 0x04;
    private static final int INTERNAL_HIGH = 0x40;
    private static final int EXTERNAL_IS_HIGH = 0x10;
    private static final int CRITICAL = 0x02;

    /** BM13XX.md §12, eleven bits of 0.125 °C. */
    private static final int OPEN_CODE = 0x3f8;

    private static final int SHORT_CODE = 0x3ff;
    private static final double STEPS_PER_KELVIN = 8;
    private static final double TACH_NUMERATOR = 5_400_000;

    private static final double ZERO_CELSIUS_KELVIN = 273.15;
    private static final int USUAL_IDEALITY = 0x12;
    private static final double IDEALITY_PER_CODE = 0.0013;
    private static final double USUAL_IDEALITY_FACTOR = 1.008;

    private final Plant plant;
    private final Diode diode;
    private final int trueIdeality;

    /**
     * @param trueIdeality the code that fits the diode; with any other the reading is off
     */
    public Emc2101(Plant plant, Diode diode, int trueIdeality) {
        this.plant = plant;
        this.diode = diode;
        this.trueIdeality = trueIdeality;
        set(0x04, 0x08);
        set(INTERNAL_LIMIT, 0x46);
        set(EXTERNAL_LIMIT, 0x46);
        set(IDEALITY, USUAL_IDEALITY);
        set(BETA, 0x08);
        set(CRITICAL_LIMIT, 0x55);
        set(0x21, 0x0a);
        set(0x48, 0xff);
        set(0x49, 0xff);
        set(FAN_CONFIG, HOST_SETS_FAN);
        set(0x4b, 0x3f);
        set(PWM_FREQUENCY, 0x17);
        set(0x4e, 0x01);
        set(0x4f, 0x04);
        for (int entry = TABLE; entry < TABLE_END; entry += 2) {
            set(entry, 0x7f);
            set(entry + 1, 0x3f);
        }
        set(PRODUCT, 0x16);
        set(MANUFACTURER, 0x5d);
        set(REVISION, 0x01);
    }

    /** What the fan is driven with now, 0 to 1. */
    public double duty() {
        int setting = fanSetting();
        int full = 2 * Math.max(1, get(PWM_FREQUENCY) & 0x1f);
        double duty =
                (get(CONFIG) & VOLTAGE_NOT_PWM) != 0
                        ? setting / 63.0
                        : Math.min(1, (double) setting / full);
        return (get(FAN_CONFIG) & INVERTED) != 0 ? 1 - duty : duty;
    }

    @Override
    int value(int register) {
        return switch (register) {
            case INTERNAL -> (int) Math.round(plant.boardCelsius()) & 0xff;
            case EXTERNAL_HIGH -> externalCode() >> 3 & 0xff;
            case EXTERNAL_LOW -> externalCode() << 5 & 0xe0;
            case STATUS -> status();
            case TACH_LOW -> tach() & 0xff;
            case TACH_HIGH -> tach() >>> Byte.SIZE;
            case FAN_SETTING -> fanSetting();
            default -> get(register);
        };
    }

    @Override
    void written(int register, int value) {
        switch (register) {
            case INTERNAL, EXTERNAL_HIGH, EXTERNAL_LOW, STATUS, TACH_LOW, TACH_HIGH -> {}
            case PRODUCT, MANUFACTURER, REVISION -> {}
            case FAN_SETTING -> {
                if (hostSetsFan()) {
                    set(register, value & 0x3f);
                }
            }
            default -> {
                boolean table = register >= TABLE && register < TABLE_END;
                if (!table || hostSetsFan()) {
                    set(register, value);
                }
            }
        }
    }

    private boolean hostSetsFan() {
        return (get(FAN_CONFIG) & HOST_SETS_FAN) != 0;
    }

    /** By the host, or by the table: the setting of the hottest entry that is reached. */
    private int fanSetting() {
        if (hostSetsFan()) {
            return get(FAN_SETTING);
        }
        double celsius =
                (get(FAN_CONFIG) & FORCES_TEMPERATURE) != 0
                        ? (byte) get(FORCED)
                        : externalCode() / STEPS_PER_KELVIN;
        int setting = 0;
        for (int entry = TABLE; entry < TABLE_END; entry += 2) {
            setting = get(entry) <= celsius ? get(entry + 1) & 0x3f : setting;
        }
        return setting;
    }

    private int externalCode() {
        return switch (diode.state()) {
            case OPEN -> OPEN_CODE;
            case SHORT -> SHORT_CODE;
            case CONNECTED, STALE ->
                    Math.clamp(Math.round(seen(diode.read()) * STEPS_PER_KELVIN), -512, 0x3f7);
        };
    }

    /** A diode that is taken for another one is read in proportion to absolute temperature. */
    private double seen(double celsius) {
        double ratio = factor(trueIdeality) / factor(get(IDEALITY));
        return (celsius + ZERO_CELSIUS_KELVIN) * ratio - ZERO_CELSIUS_KELVIN;
    }

    private static double factor(int code) {
        return USUAL_IDEALITY_FACTOR + (code - USUAL_IDEALITY) * IDEALITY_PER_CODE;
    }

    private int status() {
        int status =
                switch (diode.state()) {
                    case OPEN, SHORT -> DIODE_FAULT;
                    case CONNECTED, STALE -> 0;
                };
        double celsius = externalCode() / STEPS_PER_KELVIN;
        status |= plant.boardCelsius() > get(INTERNAL_LIMIT) ? INTERNAL_HIGH : 0;
        status |= celsius > get(EXTERNAL_LIMIT) ? EXTERNAL_IS_HIGH : 0;
        return status | (celsius > get(CRITICAL_LIMIT) ? CRITICAL : 0);
    }

    /** All ones while the fan stands, or while its pin is the alert it is after a reset. */
    private int tach() {
        boolean counts = (get(CONFIG) & PIN_IS_TACHOMETER) != 0 && plant.fanRpm() > 0;
        return counts ? (int) Math.min(0xffff, TACH_NUMERATOR / plant.fanRpm()) : 0xffff;
    }
}
