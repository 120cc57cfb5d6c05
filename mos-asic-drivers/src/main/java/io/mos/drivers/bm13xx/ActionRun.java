package io.mos.drivers.bm13xx;

import io.mos.core.device.DeviceContext;
import io.mos.core.telemetry.Fault;
import io.mos.drivers.bm13xx.BringUpAction.CountChips;
import io.mos.drivers.bm13xx.BringUpAction.ExpectAnswers;
import io.mos.drivers.bm13xx.BringUpAction.Send;
import io.mos.drivers.bm13xx.BringUpAction.SwitchBaud;
import io.mos.drivers.bm13xx.BringUpAction.Wait;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.frame.Answer;
import io.mos.drivers.bm13xx.frame.Register;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes actions on a chain, one after the other, without ever waiting on the thread. Owner: the
 * device's thread.
 */
final class ActionRun {

    private final ChipFamily family;
    private final Iterator<BringUpAction> actions;
    private final DeviceContext context;
    private final ChainLine line;
    private final Consumer<Optional<Fault>> over;
    private @Nullable Counting counting;
    private boolean isOver;

    /**
     * @param over told once how it ended: with a fault, or with all actions taken
     */
    ActionRun(
            ChipFamily family,
            List<BringUpAction> actions,
            DeviceContext context,
            ChainLine line,
            Consumer<Optional<Fault>> over) {
        this.family = family;
        this.actions = actions.iterator();
        this.context = context;
        this.line = line;
        this.over = over;
    }

    /** Takes actions up to the next one that needs time. */
    void proceed() {
        while (!isOver) {
            if (!actions.hasNext()) {
                end(Optional.empty());
            } else if (!isTakenAtOnce(actions.next())) {
                return;
            }
        }
    }

    /** Takes no further action and tells nobody. */
    void abandon() {
        isOver = true;
    }

    void onRegister(Answer.RegisterValue answer) {
        Counting now = counting;
        if (now != null && answer.register() == Register.CHIP_ID) {
            now.take(answer.value());
        }
    }

    private boolean isTakenAtOnce(BringUpAction action) {
        switch (action) {
            case Send(var command) -> line.send(command);
            case ExpectAnswers(var size) -> line.expect(size);
            case SwitchBaud(int baud) -> line.setBaud(baud);
            case Wait(int millis) -> {
                later(Duration.ofMillis(millis), this::proceed);
                return false;
            }
            case CountChips(int expected, int silenceMillis) -> {
                Counting begun = new Counting(expected, Duration.ofMillis(silenceMillis));
                counting = begun;
                begun.await();
                return false;
            }
        }
        return true;
    }

    private void later(Duration delay, Runnable task) {
        context.after(
                delay,
                () -> {
                    if (!isOver) {
                        task.run();
                    }
                });
    }

    private void end(Optional<Fault> fault) {
        isOver = true;
        over.accept(fault);
    }

    /** Counts the chips that answer until the line has been silent. */
    private final class Counting {
        private final int expected;
        private final Duration silence;
        private int answered;
        private int strangers;
        private int strangeValue;
        private long lastNanos = context.nanos();

        Counting(int expected, Duration silence) {
            this.expected = expected;
            this.silence = silence;
        }

        void take(int value) {
            lastNanos = context.nanos();
            if (family.chipId().matches(value)) {
                answered++;
            } else {
                strangers++;
                strangeValue = value;
            }
        }

        void await() {
            long leftNanos = lastNanos + silence.toNanos() - context.nanos();
            if (leftNanos > 0) {
                later(Duration.ofNanos(leftNanos), this::await);
                return;
            }
            counting = null;
            Optional<Fault> fault = verdict();
            if (fault.isPresent()) {
                end(fault);
            } else {
                proceed();
            }
        }

        /** Chips answer in the chain's order and pass nothing on that comes from behind a break. */
        private Optional<Fault> verdict() {
            if (strangers > 0) {
                return Optional.of(ChainFault.strangeChip(family, strangeValue));
            }
            if (answered == 0) {
                return Optional.of(ChainFault.silent("no chip answers after the reset"));
            }
            return answered == expected
                    ? Optional.empty()
                    : Optional.of(ChainFault.wrongCount(answered, expected));
        }
    }
}
