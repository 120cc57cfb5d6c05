package io.mos.core.guard;

import io.mos.core.device.BoardControl.ResetLine;
import io.mos.core.device.ProtectionPlan;
import io.mos.core.device.ProtectionPlan.SensorPlan;
import io.mos.core.guard.BoardSample.Temperature;
import io.mos.core.telemetry.Reading;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Calls a {@link ProtectedBoard} and makes a value of whatever goes wrong: a defect in the code for
 * a part is a part that does not answer, never the end of a guardian. Owner: the guardian's thread.
 */
final class BoardHands {

    private final ProtectedBoard board;

    BoardHands(ProtectedBoard board) {
        this.board = board;
    }

    ProtectionPlan plan() {
        return board.plan();
    }

    /** Why it did not work; empty when it did. So for all that follow. */
    Optional<String> prepare() {
        return attempt(board::prepare);
    }

    Optional<String> powerOn(int millivolts) {
        return attempt(() -> board.powerOn(millivolts));
    }

    Optional<String> setVoltage(int millivolts) {
        return attempt(() -> board.setVoltage(millivolts));
    }

    Optional<String> reset(ResetLine line) {
        return attempt(() -> board.reset(line));
    }

    Optional<String> cut() {
        return attempt(board::cut);
    }

    Optional<String> setFan(int percent) {
        return attempt(() -> board.setFan(percent));
    }

    Optional<String> close() {
        return attempt(board::close);
    }

    /** All sensors; when the board's code fails, all unknown. */
    BoardSample sample(Instant now) {
        try {
            return board.sample();
        } catch (RuntimeException e) {
            return unknown(board.plan(), words(e), now);
        }
    }

    private static BoardSample unknown(ProtectionPlan plan, String why, Instant now) {
        Reading<Double> unknown = Reading.unknown(why, now);
        List<Temperature> temperatures =
                plan.sensors().stream().map(each -> temperature(each, unknown)).toList();
        return new BoardSample(
                temperatures,
                Optional.of(unknown),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Temperature temperature(SensorPlan sensor, Reading<Double> unknown) {
        return new Temperature(sensor, unknown);
    }

    /** Something a board can be asked to do. */
    private interface Act {
        void run() throws IOException;
    }

    private static Optional<String> attempt(Act act) {
        try {
            act.run();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of(words(e));
        }
    }

    private static String words(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
