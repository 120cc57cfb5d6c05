package io.mos.drivers.sim.part;

/** TMP451: its own temperature and one of the chips' diode (data sheet SBOS686). */
public final class Tmp451 extends ByteRegisters {
    private static final int LOCAL_HIGH = 0x00;
    private static final int REMOTE_HIGH = 0x01;
    private static final int STATUS = 0x02;
    private static final int CONFIG = 0x03;
    private static final int CONFIG_WRITE = 0x09;
    private static final int RATE = 0x04;
    private static final int RATE_WRITE = 0x0a;
    private static final int REMOTE_LOW = 0x10;
    private static final int LOCAL_LOW = 0x15;
    private static final int MANUFACTURER = 0xfe;
    private static final int REMOTE_OPEN = 0x04;
    private static final int WIDE_RANGE = 0x04;
    private static final int WIDE_OFFSET_CELSIUS = 64;
    private static final double STEPS_PER_KELVIN = 16;

    private final Plant plant;
    private final Diode diode;

    public Tmp451(Plant plant, Diode diode) {
        this.plant = plant;
        this.diode = diode;
        set(RATE, 0x08);
        set(0x05, 0x55);
        set(0x07, 0x55);
        set(0x19, 0x6c);
        set(0x20, 0x55);
        set(0x21, 0x0a);
        set(0x22, 0x01);
        set(MANUFACTURER, 0x55);
    }

    @Override
    int value(int register) {
        return switch (register) {
            case LOCAL_HIGH -> code(plant.boardCelsius()) >>> 4;
            case LOCAL_LOW -> code(plant.boardCelsius()) << 4 & 0xf0;
            case REMOTE_HIGH -> remote() >>> 4;
            case REMOTE_LOW -> remote() << 4 & 0xf0;
            case STATUS -> isBroken() ? REMOTE_OPEN : 0;
            default -> get(register);
        };
    }

    @Override
    void written(int register, int value) {
        switch (register) {
            case LOCAL_HIGH, LOCAL_LOW, REMOTE_HIGH, REMOTE_LOW, STATUS, MANUFACTURER -> {}
            case CONFIG_WRITE -> set(CONFIG, value);
            case RATE_WRITE -> set(RATE, value);
            case CONFIG, RATE -> {}
            default -> set(register, value);
        }
    }

    private boolean isBroken() {
        return diode.state() == Diode.State.OPEN || diode.state() == Diode.State.SHORT;
    }

    private int remote() {
        return isBroken() ? 0 : code(diode.read());
    }

    /** Twelve bits; below the range it stays at its end. */
    private int code(double celsius) {
        int offset = (get(CONFIG) & WIDE_RANGE) != 0 ? WIDE_OFFSET_CELSIUS : 0;
        return Math.clamp(Math.round((celsius + offset) * STEPS_PER_KELVIN), 0, 0xfff);
    }
}
