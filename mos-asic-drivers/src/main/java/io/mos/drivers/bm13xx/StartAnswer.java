package io.mos.drivers.bm13xx;

import io.mos.core.command.CommandResult;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who waits to hear whether a chain came up. Owner: the device's thread. */
final class StartAnswer {

    private String before = "";
    private @Nullable Consumer<CommandResult> answer;

    /** Whoever waited before hears that it was overtaken. */
    void await(String stateBefore, Consumer<CommandResult> waiting) {
        give(new CommandResult.Failed("asked for again"));
        before = stateBefore;
        answer = waiting;
    }

    /** Tells how it went, with the state before where it went well. */
    void give(CommandResult result) {
        Consumer<CommandResult> waiting = answer;
        answer = null;
        if (waiting != null) {
            waiting.accept(
                    result instanceof CommandResult.Done(_, String after)
                            ? new CommandResult.Done(before, after)
                            : result);
        }
    }
}
