package io.mos.drivers.sim.part;

import io.mos.core.kernel.Entropy;
import io.mos.drivers.sim.chip.Power;

/**
 * The chips' thermal diode and the wire to it. Its readings are worthless until half a second after
 * the chips were let go, and mean nothing without supply (BM13XX.md §12). Owner: the board.
 */
public final class Diode {
    private static final long SETTLING_NANOS = 500_000_000;
    private static final int RUBBISH_FROM_CELSIUS = -20;
    private static final int RUBBISH_TO_CELSIUS = 126;

    private final Entropy entropy;
    private final double unpoweredCelsius;
    private State state = State.CONNECTED;
    private Power power = Power.OFF;
    private long runningSinceNanos;
    private long nowNanos;
    private double celsius;
    private double heldCelsius;

    /** How the diode is wired. */
    public enum State {
        CONNECTED,
        OPEN,
        SHORT,
        /** The converter gives the same value for ever. */
        STALE
    }

    /**
     * @param unpoweredCelsius what is read from chips without supply: −1 or 127
     */
    public Diode(double unpoweredCelsius, Entropy entropy) {
        this.unpoweredCelsius = unpoweredCelsius;
        this.entropy = entropy;
    }

    public void set(State to) {
        heldCelsius = read();
        state = to;
    }

    public State state() {
        return state;
    }

    public void update(Power now, double dieCelsius, long nanos) {
        if (now == Power.RUNNING && power != Power.RUNNING) {
            runningSinceNanos = nanos;
        }
        power = now;
        celsius = dieCelsius;
        nowNanos = nanos;
    }

    /** What a converter makes of it while the wire is whole. */
    public double read() {
        return switch (state) {
            case STALE -> heldCelsius;
            case CONNECTED, OPEN, SHORT -> connected();
        };
    }

    private double connected() {
        return switch (power) {
            case OFF -> unpoweredCelsius;
            case HELD -> rubbish();
            case RUNNING -> nowNanos - runningSinceNanos < SETTLING_NANOS ? rubbish() : celsius;
        };
    }

    private double rubbish() {
        double part = entropy.nextUnit();
        return RUBBISH_FROM_CELSIUS + part * (RUBBISH_TO_CELSIUS - RUBBISH_FROM_CELSIUS);
    }
}
