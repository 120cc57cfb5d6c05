package io.mos.drivers.host;

import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.BoardPlan;
import io.mos.core.device.Capability;
import io.mos.core.device.Device;
import io.mos.core.device.DeviceProgram.WorkOrder;
import io.mos.core.device.DeviceReport;
import io.mos.core.device.Facet;
import io.mos.core.device.NonceListener;
import io.mos.core.device.NonceListener.ClaimVerdict;
import io.mos.core.device.ProtectionPlan.Limits;
import io.mos.core.device.WorkPort;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.Telemetry;
import io.mos.core.work.NonceFound;
import io.mos.core.work.Work;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A board as the agent sees it, from its first opening until it is unplugged, whatever happens to
 * its program meanwhile. Thread-safe: the agent gives work, any thread reads and commands, the
 * device's thread reports.
 */
final class HostedDevice implements Device, WorkPort {

    /** A whole bring-up and the longest ramp, twice. */
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(45);

    private static final Duration ANSWER_STEP = Duration.ofMillis(250);

    private final DeviceId id;
    private final BoardPlan plan;
    private final HostContext context;
    private final Orders orders = new Orders();
    private final AtomicReference<DeviceReport> report;
    private volatile Set<Capability> capabilities = Set.of();
    private volatile @Nullable NonceListener listener;
    private volatile @Nullable BoardRun run;

    HostedDevice(DeviceId id, BoardPlan plan, HostContext context) {
        this.id = id;
        this.plan = plan;
        this.context = context;
        Reading<Double> none = Reading.unknown("not told yet", context.time().now());
        report =
                new AtomicReference<>(
                        new DeviceReport(
                                plan.model(),
                                new DeviceState.Starting(context.time().now()),
                                none,
                                none,
                                List.of()));
    }

    Orders orders() {
        return orders;
    }

    /** A run has the board open; the agent sees it from here on. On the device's thread. */
    void opened(BoardRun opened, Set<Capability> what) {
        run = opened;
        capabilities = Set.copyOf(what);
        if (listener == null) {
            orders.forget();
            context.devices()
                    .addDevice(
                            id,
                            judge -> {
                                listener = judge;
                                return this;
                            });
        }
    }

    /** The agent does not see it any more. */
    void withdrawn() {
        if (listener != null) {
            listener = null;
            context.devices().removeDevice(id);
        }
    }

    /** On the device's thread. */
    ClaimVerdict judge(NonceFound claim, long seenNanos) {
        NonceListener judge = listener;
        if (judge == null) {
            throw new IllegalStateException("a claim of a device nobody knows");
        }
        return judge.onNonce(claim, seenNanos);
    }

    /** Takes what the program knows, and tells of another state. */
    void report(DeviceReport newest) {
        DeviceState before = report.getAndSet(newest).state();
        DeviceState after = newest.state();
        boolean isSame =
                before.getClass() == after.getClass() && before.reason().equals(after.reason());
        if (!isSame) {
            context.events().publish(new FleetEvent.DeviceChanged(context.time().now(), id, after));
        }
    }

    /** There is no program that could say so itself. */
    void offline(Fault fault) {
        DeviceReport last = report.get();
        Reading<Double> none = Reading.unknown(fault.detail(), context.time().now());
        report(
                new DeviceReport(
                        last.model(),
                        new DeviceState.Offline(fault, context.time().now()),
                        none,
                        none,
                        last.chips()));
    }

    /** What the chips run at by the program's word. */
    Reading<Double> frequencyMhz() {
        return report.get().frequencyMhz();
    }

    @Override
    public DeviceId id() {
        return id;
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public <F extends Facet> Optional<F> facet(Class<F> type) {
        return type.isInstance(this) && capabilities.contains(Capability.HASHING)
                ? Optional.of(type.cast(this))
                : Optional.empty();
    }

    @Override
    public Telemetry snapshot() {
        DeviceReport known = report.get();
        BoardRun running = run;
        return running == null
                ? telemetry(known, List.of(), Telemetry.Board.none(context.time().now()))
                : running.readings()
                        .map(readings ->
                                telemetry(
                                        known,
                                        readings.temperatures(),
                                        readings.board(known.frequencyMhz(), known.chips())))
                        .orElseGet(() ->
                                telemetry(
                                        known,
                                        List.of(),
                                        Telemetry.Board.none(context.time().now())));
    }

    private Telemetry telemetry(
            DeviceReport known, List<Telemetry.Sensor> sensors, Telemetry.Board board) {
        return new Telemetry(
                id,
                "board",
                plan.model() + ", " + known.model(),
                known.state(),
                context.time().now(),
                Reading.unknown("the agent proves it", context.time().now()),
                known.claimedGhs(),
                Telemetry.WorkCount.NONE,
                sensors,
                board);
    }

    @Override
    public CommandResult execute(Command command) {
        Optional<String> objection = objection(command);
        BoardRun running = run;
        if (objection.isPresent()) {
            return new CommandResult.Refused(objection.get());
        }
        if (running == null) {
            return new CommandResult.Refused("the board is not open");
        }
        CompletableFuture<CommandResult> result = new CompletableFuture<>();
        try {
            running.command(command, result::complete);
            return await(running, result);
        } catch (RejectedExecutionException e) {
            return new CommandResult.Refused("the board takes no command now: " + e.getMessage());
        } catch (ExecutionException e) {
            return new CommandResult.Failed(String.valueOf(e.getCause()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new CommandResult.Failed("interrupted");
        }
    }

    /** In short steps, for a program that ends meanwhile answers nobody. */
    private static CommandResult await(BoardRun running, CompletableFuture<CommandResult> result)
            throws ExecutionException, InterruptedException {
        long stepMillis = ANSWER_STEP.toMillis();
        for (long left = COMMAND_LIMIT.toMillis(); left > 0; left -= stepMillis) {
            try {
                return result.get(stepMillis, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                if (running.isOver()) {
                    return new CommandResult.Failed("the board was closed meanwhile");
                }
            }
        }
        return new CommandResult.TimedOut(COMMAND_LIMIT);
    }

    /** Limits of the board's file, which its driver may not even know. */
    private Optional<String> objection(Command command) {
        return switch (command) {
            case Command.SetFrequency(double mhz) -> clockObjection(mhz);
            case Command.SetVoltage(int millivolts) -> supplyObjection(millivolts);
            case Command.SetOperatingPoint(double mhz, int millivolts) ->
                    clockObjection(mhz).or(() -> supplyObjection(millivolts));
            case Command.Pause _, Command.Resume _, Command.Reboot _, Command.Locate _ ->
                    Optional.empty();
        };
    }

    private Optional<String> clockObjection(double mhz) {
        double most = plan.protection().limits().frequencyMaxMhz();
        return mhz <= most
                ? Optional.empty()
                : Optional.of("this board takes at most %.2f MHz".formatted(most));
    }

    private Optional<String> supplyObjection(int millivolts) {
        Limits limits = plan.protection().limits();
        boolean isGood =
                millivolts >= limits.voltageMinMillivolts()
                        && millivolts <= limits.voltageMaxMillivolts();
        return isGood
                ? Optional.empty()
                : Optional.of(
                        "this board takes %d to %d mV"
                                .formatted(
                                        limits.voltageMinMillivolts(),
                                        limits.voltageMaxMillivolts()));
    }

    @Override
    public void update(Work work) {
        put(new WorkOrder.Update(work));
    }

    @Override
    public void replace(Work work) {
        put(new WorkOrder.Replace(work));
    }

    @Override
    public void idle() {
        put(new WorkOrder.Idle());
    }

    private void put(WorkOrder order) {
        BoardRun running = run;
        if (orders.put(order) && running != null) {
            running.wake();
        }
    }

    @Override
    public void close() {
        BoardRun running = run;
        if (running != null) {
            running.stop();
            running.awaitEnd();
        }
    }
}
