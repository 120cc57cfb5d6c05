package io.mos.drivers.sim.part;

/**
 * INA260: current, voltage and power of the board's input (data sheet SBOS656, "Register Maps").
 */
public final class Ina260 extends WordRegisters {
    private static final int CONFIG = 0x00;
    private static final int CURRENT = 0x01;
    private static final int VOLTAGE = 0x02;
    private static final int POWER = 0x03;
    private static final int MANUFACTURER = 0xfe;
    private static final int DIE = 0xff;
    private static final int RESET = 0x8000;
    private static final int CONFIG_AFTER_RESET = 0x6127;

    private static final double AMPS_PER_STEP = 0.00125;
    private static final double VOLTS_PER_STEP = 0.00125;
    private static final double WATTS_PER_STEP = 0.01;

    private final Plant plant;

    public Ina260(Plant plant) {
        this.plant = plant;
        set(CONFIG, CONFIG_AFTER_RESET);
        set(MANUFACTURER, 0x5449);
        set(DIE, 0x2270);
    }

    @Override
    int value(int register) {
        return switch (register) {
            case CURRENT -> steps(plant.inputAmps() / AMPS_PER_STEP);
            case VOLTAGE -> steps(plant.inputVolts() / VOLTS_PER_STEP);
            case POWER -> steps(plant.inputWatts() / WATTS_PER_STEP);
            default -> super.value(register);
        };
    }

    @Override
    void written(int register, int value) {
        switch (register) {
            case CURRENT, VOLTAGE, POWER, MANUFACTURER, DIE -> {}
            case CONFIG -> set(CONFIG, (value & RESET) != 0 ? CONFIG_AFTER_RESET : value);
            default -> set(register, value);
        }
    }

    private static int steps(double value) {
        return Math.clamp(Math.round(value), 0, 0x7fff);
    }
}
