package io.mos.drivers.bm13xx;

import io.mos.drivers.bm13xx.frame.AnswerSize;
import io.mos.drivers.bm13xx.frame.Command;

/** What the thread that owns a port has to do next while it brings a chain up. */
public sealed interface BringUpAction {

    /** Write this frame. */
    record Send(Command command) implements BringUpAction {}

    /** Let this long pass. */
    record Wait(int millis) implements BringUpAction {}

    /**
     * Count the answers with the chip's id, after a {@link Send} that asked for them, until the
     * line has been silent for so long; another number than expected ends the bring-up.
     */
    record CountChips(int expected, int silenceMillis) implements BringUpAction {}

    /** Answers have this size from here on. */
    record ExpectAnswers(AnswerSize size) implements BringUpAction {}

    /** Drain what was written, wait, change the host's rate and forget what was half read. */
    record SwitchBaud(int baud) implements BringUpAction {}
}
