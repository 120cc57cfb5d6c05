package io.mos.drivers.bm13xx;

import io.mos.core.device.DeviceContext;
import io.mos.core.kernel.TimeSource.Cancellable;
import io.mos.drivers.bm13xx.frame.Answer;
import io.mos.drivers.bm13xx.frame.Command;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks all chips for registers, one after the other, and tells which chip answered what. Answers
 * belong to a question by their register, and to a chip by their address. Owner: the device's
 * thread.
 */
final class ChipReads {

    /**
     * After this a chip does not answer any more: 256 answers of 11 bytes at the rate after a reset
     * take 243 ms, and an adapter may hold bytes back for 16 ms (SERIAL.md).
     */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final ChainAddresses addresses;
    private final DeviceContext context;
    private final ChainLine line;
    private final Queue<Question> waiting = new ArrayDeque<>();
    private @Nullable Question asked;
    private @Nullable Cancellable timeout;

    ChipReads(ChainAddresses addresses, DeviceContext context, ChainLine line) {
        this.addresses = addresses;
        this.context = context;
        this.line = line;
    }

    /**
     * Asks for a register, again where chips do not answer.
     *
     * @param tries how often at most
     * @param answer gets what came, by the chip's number, all chips or not
     */
    void ask(int register, int tries, Consumer<Map<Integer, Integer>> answer) {
        waiting.add(new Question(register, tries, answer));
        if (asked == null) {
            askNext();
        }
    }

    /** Forgets all questions and answers none. */
    void clear() {
        waiting.clear();
        asked = null;
        stopClock();
    }

    void onRegister(Answer.RegisterValue answer) {
        Question now = asked;
        OptionalInt chip = addresses.chipOfAnswer(answer.address());
        if (now == null || now.register != answer.register() || chip.isEmpty()) {
            return;
        }
        now.values.put(chip.getAsInt(), answer.value());
        if (now.values.size() == addresses.chips()) {
            end(now);
        }
    }

    private void askNext() {
        asked = waiting.poll();
        if (asked != null) {
            send(asked);
        }
    }

    private void send(Question question) {
        question.triesLeft--;
        line.send(Command.readAll(question.register));
        timeout = context.after(PATIENCE, () -> onTimeout(question));
    }

    private void onTimeout(Question question) {
        if (!question.equals(asked)) {
            return;
        }
        if (question.triesLeft > 0) {
            send(question);
        } else {
            end(question);
        }
    }

    private void end(Question question) {
        stopClock();
        asked = null;
        question.answer.accept(question.values);
        if (asked == null) {
            askNext();
        }
    }

    private void stopClock() {
        if (timeout != null) {
            timeout.cancel();
            timeout = null;
        }
    }

    /** A register that was or will be asked for. */
    private static final class Question {
        private final int register;
        private final Consumer<Map<Integer, Integer>> answer;
        private final Map<Integer, Integer> values = new TreeMap<>();
        private int triesLeft;

        Question(int register, int tries, Consumer<Map<Integer, Integer>> answer) {
            this.register = register;
            this.triesLeft = tries;
            this.answer = answer;
        }
    }
}
