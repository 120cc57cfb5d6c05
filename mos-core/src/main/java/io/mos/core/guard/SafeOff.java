package io.mos.core.guard;

import io.mos.core.device.ProtectionPlan.CutOff;
import io.mos.core.guard.rule.FanController;
import java.util.Optional;

/**
 * Makes a board safe with nothing but its {@link ProtectedBoard}: for a process that finds boards
 * whose own one died, and for the guardian's last act.
 */
public final class SafeOff {

    /** One lost exchange, and one for what it disturbed. */
    private static final int TRIES = 3;

    /** Enough for a board without hash power, and no noise to run from. */
    static final int FAN_PERCENT = 60;

    private SafeOff() {}

    /** What became of it. */
    public sealed interface Result {

        /**
         * There is no hash power any more.
         *
         * @param fanTrouble what kept the fan from being set, if something did
         */
        record Safe(Optional<String> fanTrouble) implements Result {}

        /** Some step failed at each try, or the board has no cut-off; the fan is at its fastest. */
        record Unsafe(String why) implements Result {}
    }

    /**
     * Takes hash power away, then sets the fan: fast enough for what is left when that worked, full
     * when it did not. Does not close the board. Waits for its bus, {@link
     * ProtectedBoard#ACTION_LIMIT} for each of four calls at most.
     */
    public static Result makeSafe(ProtectedBoard board) {
        BoardHands hands = new BoardHands(board);
        Optional<String> trouble = hands.cut();
        for (int attempt = 1; attempt < TRIES && trouble.isPresent(); attempt++) {
            trouble = hands.cut();
        }
        Optional<String> why = trouble.or(() -> withoutCutOff(board.plan().cutOff()));
        Optional<String> fan = hands.setFan(why.isPresent() ? FanController.FULL : FAN_PERCENT);
        return why.<Result>map(Result.Unsafe::new).orElseGet(() -> new Result.Safe(fan));
    }

    /** Why nothing here can tell that a board stopped. */
    static Optional<String> withoutCutOff(CutOff cutOff) {
        return switch (cutOff) {
            case CutOff.ControlLines _, CutOff.PortLine _ -> Optional.empty();
            case CutOff.Frame frame -> Optional.of("only a frame stops it: " + frame.how());
            case CutOff.Impossible never -> Optional.of("it cannot be stopped: " + never.why());
        };
    }
}
