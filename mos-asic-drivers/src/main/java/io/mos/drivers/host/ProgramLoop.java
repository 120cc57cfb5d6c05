package io.mos.drivers.host;

import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.DeviceProgram;
import io.mos.core.device.DeviceProgram.WorkOrder;
import io.mos.core.device.ThermalAdvice;
import io.mos.core.guard.BoardGuard;
import io.mos.core.guard.DriverSide;
import io.mos.core.kernel.Mailbox;
import io.mos.core.telemetry.Fault;
import io.mos.core.work.Work;
import io.mos.drivers.host.BoardRun.End;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.Transfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Serves one program: what comes in on the line, timers, tasks of other threads, the newest work,
 * and the heartbeat its guardian waits for. Owner: the device's thread, except where it says any.
 */
final class ProgramLoop implements DriverSide.Listener {

    /** The guardian wants one a second. */
    static final Duration HEARTBEAT = Duration.ofSeconds(1);

    /** So many timers in one go, then the line is looked at. */
    private static final int TIMERS_AT_ONCE = 1_000;

    private static final int BUFFER_BYTES = 4096;

    private final Hosting hosting;
    private final BoardRun run;
    private final Mailbox<Runnable> tasks;
    private final Timers timers = new Timers();

    /** Odd while the thread is in the driver's code. */
    private final AtomicLong calls = new AtomicLong();

    private volatile boolean isStopping;
    private volatile @Nullable LineContext line;
    private @Nullable DeviceProgram program;
    private long beatNanos;

    ProgramLoop(Hosting hosting, BoardRun run, Mailbox<Runnable> tasks) {
        this.hosting = hosting;
        this.run = run;
        this.tasks = tasks;
    }

    /** Any thread. */
    void stop() {
        isStopping = true;
    }

    boolean isStopping() {
        return isStopping;
    }

    /** Nothing the program does from now on reaches anything; any thread. */
    void abandon() {
        LineContext context = line;
        if (context != null) {
            context.abandon();
        }
    }

    /** Whether the driver has the board; any thread. */
    boolean isOpen() {
        return line != null;
    }

    /** Changes whenever the driver's code is entered or left, odd inside; any thread. */
    long calls() {
        return calls.get();
    }

    void command(Command command, Consumer<CommandResult> answer) {
        if (program != null) {
            program.onCommand(command, answer);
        }
    }

    @Override
    public void onPowerCut(Fault why) {
        if (program != null) {
            program.onPowerCut(why);
        }
    }

    @Override
    public void onPowerAllowed() {
        if (program != null) {
            program.onPowerAllowed();
        }
    }

    @Override
    public void onAdvice(ThermalAdvice advice) {
        if (program != null) {
            program.onAdvice(advice);
        }
    }

    /** Opens the driver's program and serves it until it is told to end or the line does. */
    End run(SerialPort open, BoardGuard posted) {
        LineContext context = new LineContext(hosting, open, posted, timers, run::execute);
        line = context;
        beat(posted);
        try {
            call(() -> program = hosting.driver().driver().open(hosting.match(), context));
        } catch (IllegalArgumentException e) {
            // The user's settings are wrong, not the driver.
            return new End.NotOpened(String.valueOf(e.getMessage()));
        }
        DeviceProgram driving = program;
        if (driving == null) {
            throw new IllegalStateException("the driver opened nothing");
        }
        hosting.device().opened(run, driving.capabilities());
        call(driving::start);
        hosting.device().orders().begin().ifPresent(order -> give(driving, context, order));
        End end = drive(driving, context, posted, open);
        if (end instanceof End.Stopped) {
            call(driving::stop);
        }
        return end;
    }

    private End drive(
            DeviceProgram driving, LineContext context, BoardGuard posted, SerialPort open) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        while (!isStopping) {
            workOff();
            hosting.device().orders().take().ifPresent(order -> give(driving, context, order));
            Transfer transfer;
            try {
                transfer = open.read(buffer.clear(), untilNext(posted));
            } catch (IOException e) {
                return new End.LineLost(String.valueOf(e.getMessage()));
            }
            switch (transfer) {
                case Transfer.Moved _ -> {
                    context.seen();
                    call(() -> driving.onBytes(buffer.flip()));
                }
                case Transfer.TimedOut() -> {}
                case Transfer.HungUp(String reason) -> {
                    return new End.LineLost(reason);
                }
                case Transfer.Closed() -> {
                    return new End.LineLost("closed");
                }
            }
        }
        return new End.Stopped();
    }

    /** Timers that are due and tasks that wait. */
    private void workOff() {
        long nanos = nanos();
        int left = TIMERS_AT_ONCE;
        for (var due = timers.due(nanos); due.isPresent() && left > 0; due = timers.due(nanos)) {
            call(due.get());
            left--;
        }
        for (var task = tasks.poll(); task.isPresent(); task = tasks.poll()) {
            call(task.get());
        }
    }

    private void give(DeviceProgram driving, LineContext context, WorkOrder order) {
        context.begin(noticed(order));
        call(() -> driving.onWork(order));
        context.through();
    }

    private static long noticed(WorkOrder order) {
        return switch (order) {
            case WorkOrder.Update(Work work) -> work.noticedNanos();
            case WorkOrder.Replace(Work work) -> work.noticedNanos();
            case WorkOrder.Idle _ -> Work.NOT_NOTICED;
        };
    }

    private Duration untilNext(BoardGuard posted) {
        long nanos = nanos();
        if (nanos - beatNanos >= HEARTBEAT.toNanos()) {
            beat(posted);
        }
        Duration beat = Duration.ofNanos(beatNanos + HEARTBEAT.toNanos() - nanos);
        return tasks.size() > 0 ? Duration.ZERO : timers.untilNext(nanos, beat);
    }

    private void beat(BoardGuard posted) {
        beatNanos = nanos();
        posted.heartbeat(hosting.device().frequencyMhz());
    }

    /** Enters the driver's code, as the watchdog can see. */
    private void call(Runnable code) {
        calls.incrementAndGet();
        try {
            code.run();
        } finally {
            calls.incrementAndGet();
        }
    }

    private long nanos() {
        return hosting.context().time().nanos();
    }
}
