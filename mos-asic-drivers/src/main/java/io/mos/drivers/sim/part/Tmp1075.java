package io.mos.drivers.sim.part;

import java.util.function.DoubleSupplier;

/** TMP1075: its own temperature, twelve bits on top of a word (data sheet SBOS854). */
public final class Tmp1075 extends WordRegisters {
    private static final int TEMPERATURE = 0x00;
    private static final int DEVICE = 0x0f;
    private static final double STEPS_PER_KELVIN = 16;
    private static final int UNUSED_BITS = 4;

    private final DoubleSupplier celsius;
    private boolean there = true;
    private double heldCelsius = Double.NaN;

    /**
     * @param celsius where it sits
     */
    public Tmp1075(DoubleSupplier celsius) {
        this.celsius = celsius;
        set(0x01, 0x00ff);
        set(0x02, 0x4b00);
        set(0x03, 0x5000);
        set(DEVICE, 0x7500);
    }

    /** It has no wire that could break: what is broken is the part, which then does not answer. */
    public void set(Diode.State state) {
        there = state != Diode.State.OPEN && state != Diode.State.SHORT;
        heldCelsius = state == Diode.State.STALE ? celsius.getAsDouble() : Double.NaN;
    }

    @Override
    public boolean isThere() {
        return there;
    }

    @Override
    int value(int register) {
        if (register != TEMPERATURE) {
            return super.value(register);
        }
        double now = Double.isNaN(heldCelsius) ? celsius.getAsDouble() : heldCelsius;
        return (int) Math.round(now * STEPS_PER_KELVIN) << UNUSED_BITS & 0xffff;
    }

    @Override
    void written(int register, int value) {
        if (register != TEMPERATURE && register != DEVICE) {
            set(register, value);
        }
    }
}
