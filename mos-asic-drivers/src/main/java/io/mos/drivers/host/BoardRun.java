package io.mos.drivers.host;

import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.BoardPlan.LinePlan;
import io.mos.core.device.Candidate;
import io.mos.core.device.DriverAwayException;
import io.mos.core.guard.BoardGuard;
import io.mos.core.guard.DriverSide;
import io.mos.core.guard.GuardReadings;
import io.mos.core.guard.GuardedBoard;
import io.mos.core.guard.PoweredBoard;
import io.mos.core.guard.ProtectedBoard;
import io.mos.core.kernel.Mailbox;
import io.mos.core.telemetry.Fault;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.SerialRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One program on one board's line, from opening the port to closing it, on a thread {@code
 * dev-<id>} of its own, which owns the line. Others hand it tasks and wake it.
 */
final class BoardRun {

    /** Answers of a guardian and commands; more than these wait for a program that does not. */
    private static final int TASKS = 256;

    private static final Logger LOG = LoggerFactory.getLogger(BoardRun.class);

    private final Hosting hosting;
    private final Consumer<End> ended;
    private final Mailbox<Runnable> tasks = new Mailbox<>(TASKS);
    private final AtomicBoolean isEnded = new AtomicBoolean();

    private final CountDownLatch over = new CountDownLatch(1);
    private final ProgramLoop program;
    private final Thread thread;
    private volatile @Nullable SerialPort port;
    private volatile @Nullable BoardGuard guard;

    /** How a run came to its end. */
    sealed interface End {

        /** It was told to. */
        record Stopped() implements End {}

        /** The device is gone, or its line broke. */
        record LineLost(String why) implements End {}

        /** The driver's code was never reached. */
        record NotOpened(String why) implements End {}

        /** The driver is not to be had just now, and it is not to blame. */
        record DriverAway(String why) implements End {}

        /** The driver threw, or kept its thread. */
        record Failed(String what) implements End {}
    }

    /**
     * @param ended told once, on any thread; must only hand over
     */
    BoardRun(Hosting hosting, Consumer<End> ended) {
        this.hosting = hosting;
        this.ended = ended;
        program = new ProgramLoop(hosting, this, tasks);
        thread = Thread.ofPlatform().name("dev-" + hosting.id()).daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Asks it to end; any thread. */
    void stop() {
        program.stop();
        wake();
    }

    /** Waits until the board is safe and the line closed, with a limit; any other thread. */
    void awaitEnd() {
        try {
            Duration limit = BoardGuard.CLOSE_LIMIT.plus(ProgramLoop.HEARTBEAT);
            boolean isSafe = over.await(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!isSafe) {
                LOG.atWarn().addKeyValue("device", hosting.id()).log("board still not closed");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** There is something to do beside reading; any thread, never waits. */
    void wake() {
        SerialPort open = port;
        if (open != null) {
            open.wake();
        }
    }

    /**
     * Runs a task on the device's thread; any thread.
     *
     * @throws RejectedExecutionException when it takes none
     */
    void execute(Runnable task) {
        if (isOver()) {
            throw new RejectedExecutionException("it is being closed");
        }
        if (!tasks.offer(task)) {
            throw new RejectedExecutionException("it is busy");
        }
        wake();
    }

    void command(Command command, Consumer<CommandResult> answer) {
        execute(() -> program.command(command, answer));
    }

    /** Whether it works off no more tasks; any thread. */
    boolean isOver() {
        return isEnded.get() || program.isStopping();
    }

    /** Whether the driver has the board; any thread. */
    boolean isOpen() {
        return program.isOpen() && !isEnded.get();
    }

    /** What the guardian knows of the board; any thread. */
    Optional<GuardReadings> readings() {
        return Optional.ofNullable(guard).map(BoardGuard::readings);
    }

    /** Changes whenever the driver's code is entered or left, odd inside; any thread. */
    long calls() {
        return program.calls();
    }

    /**
     * Gives up a thread that the driver keeps: the board is made safe and the line closed without
     * it, and nothing it does from now on counts. Any thread; does not wait.
     */
    void abandon(Fault fault) {
        if (!isEnded.compareAndSet(false, true)) {
            return;
        }
        program.abandon();
        if (guard != null) {
            guard.driverGone(fault);
        }
        thread.interrupt();
        Thread.ofVirtual()
                .name("dev-end-" + hosting.id())
                .start(() -> {
                    closeGuard();
                    closePort();
                    ended.accept(new End.Failed(fault.detail()));
                    over.countDown();
                });
    }

    private void run() {
        End end = opened();
        closePort();
        if (isEnded.compareAndSet(false, true)) {
            ended.accept(end);
            over.countDown();
        }
    }

    private End opened() {
        try {
            LinePlan plan = hosting.plan().line();
            Path path = hosting.ports().get(plan.dataPort());
            SerialPort opened =
                    hosting.context()
                            .ports()
                            .open(SerialRequest.of(path, plan.baud()), (_, _) -> {});
            port = opened;
            ProtectedBoard board =
                    hosting.context().boards().open(hosting.plan(), hosting.candidate(), opened);
            BoardGuard posted = hosting.context().guardians().guard(guarded(board), driverSide());
            guard = posted;
            return guarded(opened, posted);
        } catch (IOException | RuntimeException e) {
            LOG.atInfo()
                    .setCause(e)
                    .addKeyValue("device", hosting.id())
                    .log("board cannot be opened");
            return new End.NotOpened(String.valueOf(e.getMessage()));
        } finally {
            closeGuard();
        }
    }

    private GuardedBoard guarded(ProtectedBoard board) {
        // A board of the user's own file is found again by that file alone.
        String name =
                switch (hosting.candidate()) {
                    case Candidate.Named(_, String named, _) -> named;
                    case Candidate.Usb _ -> hosting.plan().name();
                };
        PoweredBoard entry = new PoweredBoard(hosting.id(), name, hosting.ports());
        return new GuardedBoard(
                entry, board, hosting.context().settings().ofGuardian(hosting.id()));
    }

    private DriverSide driverSide() {
        return new DriverSide(this::execute, program);
    }

    /** The driver's top frame: whatever it throws ends this run and nothing else. */
    private End guarded(SerialPort open, BoardGuard posted) {
        try {
            return program.run(open, posted);
        } catch (DriverAwayException e) {
            String why = String.valueOf(e.getMessage());
            posted.driverGone(new Fault("driver-away", why));
            return new End.DriverAway(why);
        } catch (Throwable e) {
            Fault fault = new Fault("driver-failed", hosting.driver().name() + ": " + e);
            posted.driverGone(fault);
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("device", hosting.id())
                    .addKeyValue("driver", hosting.driver().name())
                    .log("driver failed");
            return new End.Failed(e.toString());
        }
    }

    private void closeGuard() {
        BoardGuard posted = guard;
        if (posted != null) {
            posted.close();
        }
    }

    private void closePort() {
        SerialPort open = port;
        if (open != null) {
            open.close();
        }
    }
}
