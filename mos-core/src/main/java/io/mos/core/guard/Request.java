package io.mos.core.guard;

import io.mos.core.device.BoardControl.Outcome;
import io.mos.core.device.BoardControl.ResetLine;
import java.util.function.Consumer;

/**
 * What a driver asked for, on its way to the guardian. Each but the last carries how often power
 * had been asked off before it, so that no request from before a power-off is served after it.
 */
sealed interface Request {

    record PowerOn(int millivolts, long offs, Consumer<Outcome> answer) implements Request {}

    record Reset(ResetLine line, long offs, Consumer<Outcome> answer) implements Request {}

    record SetVoltage(int millivolts, long offs, Consumer<Outcome> answer) implements Request {}

    /** Look what is new. */
    record Wake() implements Request {}
}
