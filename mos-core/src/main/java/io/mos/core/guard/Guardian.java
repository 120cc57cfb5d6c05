package io.mos.core.guard;

import io.mos.core.device.BoardControl;
import io.mos.core.device.ProtectionPlan.CutOff;
import io.mos.core.guard.rule.CoolDown.Cause;
import io.mos.core.guard.rule.CoolDown.CutOrder;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.Reading;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one board safe on a thread of its own, {@code guardian-<device>}, with no lock and no
 * network between it and the board: with the driver, the agent and the page gone it goes on.
 *
 * <p>The thread takes a sample each {@link Bounds#PERIOD} and serves the driver's requests in
 * between; {@link Bounds} says why that is soon enough.
 */
final class Guardian implements BoardGuard {

    private final GuardedBoard guarded;
    private final TimeSource time;
    private final PoweredBoards powered;
    private final BoardHands hands;
    private final RequestBox box;
    private final GuardNews news;
    private final BoardKeeper keeper;
    private final RequestDesk desk;
    private final Nap nap;
    private volatile boolean isClosing;
    private volatile @Nullable Thread thread;

    /** Waits for a request; in tests by moving the virtual clock. */
    interface Nap {
        Optional<Request> take(RequestBox box, Duration limit) throws InterruptedException;
    }

    /** What guardians share; none of it is ever waited for while a board has power. */
    record Shared(TimeSource time, PoweredBoards powered, Nap nap) {}

    Guardian(GuardedBoard guarded, GuardNews news, RequestBox box, Shared shared) {
        this.guarded = guarded;
        this.news = news;
        this.box = box;
        time = shared.time();
        powered = shared.powered();
        nap = shared.nap();
        hands = new BoardHands(guarded.board());
        Post post = new Post(hands, box, news, time);
        keeper = new BoardKeeper(post, guarded.settings());
        desk = new RequestDesk(keeper, post, () -> powered.add(guarded.entry()));
    }

    void start() {
        Thread started =
                Thread.ofPlatform()
                        .name("guardian-" + guarded.entry().device())
                        .unstarted(this::run);
        thread = started;
        started.start();
    }

    @Override
    public BoardControl control() {
        return box;
    }

    @Override
    public void heartbeat(Reading<Double> frequencyMhz) {
        box.heartbeat(time.nanos(), frequencyMhz);
    }

    @Override
    public void driverGone(Fault why) {
        box.driverGone(why);
    }

    @Override
    public GuardReadings readings() {
        return keeper.readings();
    }

    /** An interrupt of the caller ends the waiting, not the work. */
    @Override
    public void close() {
        isClosing = true;
        box.wake();
        Thread running = thread;
        if (running == null) {
            return;
        }
        try {
            running.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            begin();
            while (!isClosing) {
                turn();
            }
        } catch (InterruptedException _) {
            // Whoever interrupts a guardian wants it to end, which it does safely.
        } finally {
            end();
        }
    }

    void begin() {
        guardedly(keeper::begin);
    }

    /** One sample and what follows, then requests until the next is due; at least one. */
    void turn() throws InterruptedException {
        long due = time.nanos() + Bounds.PERIOD.toNanos();
        guardedly(keeper::turn);
        guardedly(desk::servePowerOff);
        do {
            Duration left = Duration.ofNanos(Math.max(0, due - time.nanos()));
            nap.take(box, left).ifPresent(request -> guardedly(() -> desk.serve(request)));
        } while (due - time.nanos() > 0 && !isClosing);
    }

    /** Makes the board safe for good; a board that is not stays on the list. */
    void end() {
        switch (SafeOff.makeSafe(guarded.board())) {
            case SafeOff.Result.Safe _ -> strike();
            case SafeOff.Result.Unsafe(String why) -> endUnsafe(why);
        }
        hands.close();
    }

    /** What a board lacks was told when it came; one that needs a frame had it from its program. */
    private void endUnsafe(String why) {
        switch (hands.plan().cutOff()) {
            case CutOff.ControlLines _, CutOff.PortLine _ -> news.cutFailed(time.now(), why);
            case CutOff.Frame _ -> strike();
            case CutOff.Impossible _ -> {}
        }
    }

    private void strike() {
        try {
            powered.remove(guarded.entry().device());
        } catch (IOException e) {
            news.unguarded(time.now(), "it stays on the list of powered boards: " + e);
        }
    }

    /** The thread's top frame: a defect of ours costs the board its power, not its guardian. */
    private void guardedly(Runnable act) {
        try {
            act.run();
        } catch (RuntimeException e) {
            Fault fault = new Fault("guardian-failed", e.toString());
            keeper.cut(new CutOrder(fault, Cause.BOARD));
        }
    }
}
