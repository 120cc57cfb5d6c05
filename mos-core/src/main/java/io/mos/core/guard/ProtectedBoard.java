package io.mos.core.guard;

import io.mos.core.device.BoardControl.ResetLine;
import io.mos.core.device.ProtectionPlan;
import java.io.IOException;
import java.time.Duration;

/**
 * What the guardian can do to a board: its sensors, supply, reset line and fan, whatever parts they
 * are made of. Owner: the guardian's thread, which alone calls it. Every call may wait for the
 * board's bus, one bounded time-out at most for each exchange, and says so by an exception.
 *
 * <p>How long a call may take is a promise the guardian's bounds are counted from. It must hold
 * with one exchange of the call running into its time-out (100 ms fit); a sample whose second
 * exchange does gives the rest up as unknown.
 */
public interface ProtectedBoard extends AutoCloseable {

    /** The longest that {@link #sample} takes. */
    Duration SAMPLE_LIMIT = Duration.ofMillis(400);

    /** The longest that {@link #cut}, {@link #reset}, {@link #setVoltage}, {@link #setFan} take. */
    Duration ACTION_LIMIT = Duration.ofMillis(300);

    /** The longest that {@link #prepare} and {@link #powerOn} take, while no chip hashes. */
    Duration POWER_ON_LIMIT = Duration.ofMillis(1_500);

    ProtectionPlan plan();

    /**
     * Makes sure of the safe state and programs the parts' own limits (over-temperature,
     * over-current, voltage window), before the supply is ever switched on. May be called again.
     */
    void prepare() throws IOException;

    /**
     * Reads everything there is to read, now: each reading's time lies within the call, or it does
     * not count. A part that does not answer is an unknown reading.
     */
    BoardSample sample();

    /** Switches the supply on at this voltage, chips held in reset. */
    void powerOn(int voltageMillivolts) throws IOException;

    /** Changes the supply's voltage and reads it back. */
    void setVoltage(int voltageMillivolts) throws IOException;

    void reset(ResetLine line) throws IOException;

    /**
     * Takes hash power away: reset low, then the supply off. Tries every step even when one fails.
     *
     * @throws IOException when one step failed; the others were still taken
     */
    void cut() throws IOException;

    /** Sets the fan's duty, 0 to 100; does nothing on a board without one that can be set. */
    void setFan(int percent) throws IOException;

    /** Lets the bus go without touching the board. */
    @Override
    void close();
}
