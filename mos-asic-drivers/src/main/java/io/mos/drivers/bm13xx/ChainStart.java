package io.mos.drivers.bm13xx;

import io.mos.core.device.BoardControl.Outcome;
import io.mos.core.device.BoardControl.ResetLine;
import io.mos.core.device.DeviceContext;
import io.mos.core.telemetry.Fault;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.frame.Answer;
import io.mos.drivers.bm13xx.frame.Register;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to bring a chain up: supply, reset, the actions of its family, and a look whether
 * every chip has its address at the new rate. Owner: the device's thread.
 */
final class ChainStart {

    /** Addresses are asked for so often: a line may lose a frame. */
    private static final int CHECK_TRIES = 3;

    private final Chain chain;
    private final ChipFamily family;
    private final DeviceContext context;
    private final ChainLine line;
    private final BringUpRequest request;
    private final Listener listener;
    private @Nullable ActionRun run;
    private boolean isOver;

    /** Hears how the attempt ended; one of these, once. */
    interface Listener {

        /** All chips answer at their addresses. */
        void onUp(BringUpRequest broughtUp);

        void onFailed(Fault fault);

        /** The guardian does not let the board have power now. */
        void onRefused(String why);
    }

    ChainStart(Chain chain, Listener listener) {
        this.chain = chain;
        family = chain.spec().family();
        context = chain.context();
        line = chain.line();
        request = request(chain);
        this.listener = listener;
    }

    /** What the chain is to become, with the masks of the work that waits for it. */
    static BringUpRequest request(Chain chain) {
        ChainSpec spec = chain.spec();
        double mhz = chain.tuning().now().mhz();
        return new BringUpRequest(
                spec.chips(),
                spec.domainEnds(),
                mhz,
                chain.miner().ticketToStart(mhz),
                chain.miner().versionsToStart(),
                spec.baud());
    }

    void begin() {
        int millivolts = chain.tuning().now().millivolts();
        context.board()
                .powerOn(
                        millivolts,
                        answer(() -> later(family.pacing().resetLowMillis(), this::release)));
    }

    void abandon() {
        isOver = true;
        if (run != null) {
            run.abandon();
        }
    }

    void onRegister(Answer.RegisterValue answer) {
        if (run != null && !isOver) {
            run.onRegister(answer);
        }
    }

    private void release() {
        line.setBaud(family.baudRates().getFirst().baud());
        line.reset();
        context.board()
                .reset(
                        ResetLine.RELEASED,
                        answer(() -> later(family.pacing().resetHighMillis(), this::bringUp)));
    }

    private void bringUp() {
        List<BringUpAction> actions = BringUp.actions(family, request);
        run = new ActionRun(family, actions, context, line, this::onTaken);
        run.proceed();
    }

    private void onTaken(Optional<Fault> fault) {
        if (fault.isPresent()) {
            isOver = true;
            listener.onFailed(fault.get());
        } else {
            chain.reads().ask(Register.CHIP_ID, CHECK_TRIES, this::onFound);
        }
    }

    private void onFound(Map<Integer, Integer> found) {
        if (isOver) {
            return;
        }
        isOver = true;
        List<Integer> missing =
                IntStream.range(0, request.chips())
                        .filter(chip -> !found.containsKey(chip))
                        .boxed()
                        .toList();
        if (found.isEmpty()) {
            listener.onFailed(ChainFault.silent("no chip answers at " + request.baud() + " baud"));
        } else if (!missing.isEmpty()) {
            listener.onFailed(ChainFault.missing(missing, request.chips()));
        } else {
            listener.onUp(request);
        }
    }

    private void later(int millis, Runnable task) {
        context.after(
                Duration.ofMillis(millis),
                () -> {
                    if (!isOver) {
                        task.run();
                    }
                });
    }

    private Consumer<Outcome> answer(Runnable done) {
        return outcome -> {
            if (!isOver) {
                onOutcome(outcome, done);
            }
        };
    }

    private void onOutcome(Outcome outcome, Runnable done) {
        switch (outcome) {
            case Outcome.Done() -> done.run();
            case Outcome.Refused(String why) -> {
                isOver = true;
                listener.onRefused(why);
            }
            case Outcome.Failed(Fault fault) -> {
                isOver = true;
                listener.onFailed(fault);
            }
        }
    }
}
