package io.mos.drivers.bm13xx;

import io.mos.core.command.CommandResult;
import io.mos.core.device.BoardControl.Outcome;
import io.mos.core.device.DeviceContext;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.Fault;
import io.mos.drivers.bm13xx.frame.Answer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When a chain has hash power and when it has none: brought up, at work, resting without work,
 * paused, cut by the guardian, or waiting to be tried again. Owner: the device's thread.
 */
final class ChainLife {

    /** Without work for so long, hash power is switched off; a pool that reconnects is sooner. */
    private static final Duration REST_AFTER = Duration.ofSeconds(10);

    /** Where the guardian refuses power and says nothing more, it is asked again after this. */
    private static final Duration REFUSED_PAUSE = Duration.ofSeconds(30);

    /** Capacitors of a supply need a moment before a power cycle is one. */
    private static final Duration CYCLE_PAUSE = Duration.ofSeconds(1);

    /** Hashing for so long, a chain has recovered. */
    private static final Duration HEALTHY_AFTER = Duration.ofMinutes(10);

    private static final Duration SUPERVISION = Duration.ofSeconds(1);

    private final Chain chain;
    private final DeviceContext context;
    private final Restarts restarts;

    private Phase phase = Phase.WAITING;

    /** Grows whenever what was planned before no longer holds. */
    private int plan;

    private boolean isPaused;
    private long upNanos;
    private long idleNanos;
    private final StartAnswer startAnswer = new StartAnswer();
    private @Nullable ChainStart start;

    enum Phase {
        /** No hash power, and none wanted. */
        RESTING,
        /** No hash power, wanted later. */
        WAITING,
        STARTING,
        MINING,
        /** The guardian took hash power away. */
        CUT,
        /** Stopped, or the line is gone. */
        OVER
    }

    ChainLife(Chain chain) {
        this.chain = chain;
        context = chain.context();
        restarts = new Restarts(context.entropy());
    }

    Phase phase() {
        return phase;
    }

    void begin() {
        chain.report().begin();
        powerUp();
    }

    void onRegister(Answer.RegisterValue value) {
        if (start != null) {
            start.onRegister(value);
        }
    }

    /** There is other work, or none any more. */
    void onWork() {
        if (!chain.miner().hasWork()) {
            idleNanos = context.nanos();
            later(REST_AFTER, this::restWithoutWork);
        } else if (phase == Phase.RESTING && !isPaused) {
            powerUp();
        }
        tellState();
    }

    void onPowerCut(Fault why) {
        if (phase != Phase.OVER) {
            goDown(Phase.CUT, why.detail());
            enter(new DeviceState.Offline(why, context.now()));
        }
    }

    void onPowerAllowed() {
        if (phase == Phase.CUT && isPaused) {
            phase = Phase.RESTING;
            tellState();
        } else if (phase == Phase.CUT) {
            powerUp();
        }
    }

    void onLineLost(String why) {
        goDown(Phase.OVER, why);
        enter(new DeviceState.Offline(ChainFault.lineLost(why), context.now()));
    }

    void stop() {
        goDown(Phase.OVER, "the board is being closed");
        chain.report().end();
    }

    /** Takes hash power away and tries again later, unless that was done too often. */
    void fail(Fault fault) {
        if (phase == Phase.OVER) {
            return;
        }
        goDown(Phase.WAITING, fault.detail());
        enter(new DeviceState.Offline(fault, context.now()));
        context.board().powerOff(_ -> {});
        later(restarts.next(context.nanos()), this::powerUp);
    }

    void pause(Consumer<CommandResult> answer) {
        String before = chain.report().state().label();
        isPaused = true;
        if (phase == Phase.CUT) {
            answer.accept(new CommandResult.Done(before, "paused"));
            return;
        }
        goDown(Phase.RESTING, "paused");
        tellState();
        context.board()
                .powerOff(outcome ->
                        answer.accept(
                                switch (outcome) {
                                    case Outcome.Done() -> new CommandResult.Done(before, "paused");
                                    case Outcome.Refused(String why) ->
                                            new CommandResult.Refused(why);
                                    case Outcome.Failed(Fault fault) ->
                                            new CommandResult.Failed(fault.detail());
                                }));
    }

    void resume(Consumer<CommandResult> answer) {
        String before = chain.report().state().label();
        boolean wasPaused = isPaused;
        isPaused = false;
        if (phase == Phase.RESTING && wasPaused) {
            startAnswer.await(before, answer);
            powerUp();
        } else {
            answer.accept(new CommandResult.Done(before, before));
        }
    }

    void reboot(Consumer<CommandResult> answer) {
        DeviceState before = chain.report().state();
        if (phase == Phase.CUT || isPaused) {
            answer.accept(new CommandResult.Refused(before.reason()));
            return;
        }
        goDown(Phase.WAITING, "restarted");
        enter(new DeviceState.Starting(context.now()));
        startAnswer.await(before.label(), answer);
        context.board().powerOff(_ -> {});
        later(CYCLE_PAUSE, this::powerUp);
    }

    private void powerUp() {
        plan++;
        phase = Phase.STARTING;
        chain.tuning().settle();
        enter(new DeviceState.Starting(context.now()));
        start = new ChainStart(chain, new OnStart());
        start.begin();
    }

    /** Ends what is under way; the chips are not spoken to from here on. */
    private void goDown(Phase next, String why) {
        plan++;
        phase = next;
        if (start != null) {
            start.abandon();
            start = null;
        }
        chain.miner().end();
        chain.watch().end();
        chain.reads().clear();
        chain.report().noClock();
        chain.tuning().abandon(why);
        startAnswer.give(new CommandResult.Failed(why));
    }

    private void onUp(BringUpRequest broughtUp) {
        start = null;
        phase = Phase.MINING;
        upNanos = context.nanos();
        chain.watch().begin();
        chain.tuning().onClock(broughtUp.frequencyMhz());
        chain.miner().begin(broughtUp, chain.tuning().sweepTicks(broughtUp.frequencyMhz()));
        tellState();
        startAnswer.give(new CommandResult.Done("", chain.report().state().label()));
        supervise();
        onWork();
    }

    /** A line may have been lost in whatever came before. */
    private void supervise() {
        if (phase != Phase.MINING) {
            return;
        }
        later(
                SUPERVISION,
                () -> {
                    if (context.nanos() - upNanos >= HEALTHY_AFTER.toNanos()) {
                        restarts.onHealthy();
                    }
                    chain.watch()
                            .failure()
                            .ifPresentOrElse(
                                    this::fail,
                                    () -> {
                                        tellState();
                                        chain.tuning().follow(this::fail);
                                        supervise();
                                    });
                });
    }

    private void restWithoutWork() {
        boolean isLong = context.nanos() - idleNanos >= REST_AFTER.toNanos();
        if (phase == Phase.MINING && !chain.miner().hasWork() && isLong) {
            goDown(Phase.RESTING, "no work");
            context.board().powerOff(_ -> {});
            tellState();
        }
    }

    /**
     * The state where it follows from what the chain does; the others are entered with a reason.
     */
    private void tellState() {
        switch (phase) {
            case RESTING ->
                    enter(new DeviceState.Idle(isPaused ? "paused" : "no work", context.now()));
            case MINING -> enter(working());
            case WAITING, STARTING, CUT, OVER -> {}
        }
    }

    private DeviceState working() {
        if (!chain.miner().hasWork()) {
            return new DeviceState.Idle("no work", context.now());
        }
        return chain.watch()
                .weakness()
                .<DeviceState>map(fault -> new DeviceState.Degraded(fault, context.now()))
                .orElseGet(() -> new DeviceState.Hashing(context.now()));
    }

    private void enter(DeviceState next) {
        chain.report().enter(next);
    }

    /** Does it later, unless the chain's life took another turn until then. */
    private void later(Duration delay, Runnable task) {
        int planned = plan;
        context.after(
                delay,
                () -> {
                    if (plan == planned) {
                        task.run();
                    }
                });
    }

    /** What an attempt to bring the chain up came to. */
    private final class OnStart implements ChainStart.Listener {

        @Override
        public void onUp(BringUpRequest broughtUp) {
            ChainLife.this.onUp(broughtUp);
        }

        @Override
        public void onFailed(Fault fault) {
            fail(fault);
        }

        @Override
        public void onRefused(String why) {
            goDown(Phase.WAITING, why);
            enter(new DeviceState.Offline(ChainFault.powerRefused(why), context.now()));
            later(REFUSED_PAUSE, ChainLife.this::powerUp);
        }
    }
}
