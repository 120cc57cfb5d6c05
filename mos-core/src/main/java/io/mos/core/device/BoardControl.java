package io.mos.core.device;

import io.mos.core.telemetry.Fault;
import java.util.function.Consumer;

/**
 * A driver's requests to the guardian, who alone touches a board's supply, reset line and fan.
 * Called on the device's thread, where the answer comes too; the guardian may refuse, and does so
 * while the board is too hot or a sensor does not answer.
 */
public interface BoardControl {

    /** Switches the supply on, chips held in reset; the limits in hardware are set before. */
    void powerOn(int voltageMillivolts, Consumer<Outcome> answer);

    /** Holds the chips in reset or lets them go; the latter some times a minute only. */
    void reset(ResetLine line, Consumer<Outcome> answer);

    /**
     * Changes the supply while it is on, within the limits. Raised only while the frequency of the
     * program's last report is known and within its own limit: frequency comes down before voltage,
     * and voltage goes up before frequency.
     */
    void setVoltage(int voltageMillivolts, Consumer<Outcome> answer);

    /** Takes hash power away: reset low, then the supply. Never refused. */
    void powerOff(Consumer<Outcome> answer);

    /** How the reset line is to stand. */
    enum ResetLine {
        HELD,
        RELEASED
    }

    /** What became of a request. */
    sealed interface Outcome {

        /** Done and, where the board can tell, read back. */
        record Done() implements Outcome {}

        /** It must not be, now or ever; nothing was changed. */
        record Refused(String why) implements Outcome {}

        /** It was tried and did not work; hash power is off. */
        record Failed(Fault fault) implements Outcome {}
    }
}
