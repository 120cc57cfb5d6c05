package io.mos.drivers.sim.part;

/**
 * DS4432U: a current into the feedback of a regulator, which moves its output from a middle value;
 * after power-up there is none (data sheet 19-4565, "Detailed Description").
 */
public final class Ds4432u extends ByteRegisters {
    private static final int OUTPUT_0 = 0xf8;
    private static final int LOWER = 0x80;
    private static final int MAGNITUDE = 0x7f;

    private final double middleVolts;
    private final double voltsPerCode;

    public Ds4432u(double middleVolts, double voltsPerCode) {
        this.middleVolts = middleVolts;
        this.voltsPerCode = voltsPerCode;
    }

    /** What the regulator is told to make. */
    public double volts() {
        int code = get(OUTPUT_0);
        double by = (code & MAGNITUDE) * voltsPerCode;
        return (code & LOWER) != 0 ? middleVolts - by : middleVolts + by;
    }
}
