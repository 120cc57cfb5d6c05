package io.mos.hasher;

import io.mos.core.chain.Target;
import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.Capability;
import io.mos.core.device.Device;
import io.mos.core.device.Facet;
import io.mos.core.device.NonceListener;
import io.mos.core.device.WorkPort;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.Telemetry;
import io.mos.core.telemetry.Telemetry.Sensor;
import io.mos.core.work.NonceFound;
import io.mos.core.work.Work;
import io.mos.hasher.kernel.KernelCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The CPU as one more hashing device: the same interface as a board, so that self-test, fallback
 * and end-to-end tests need no path of their own.
 *
 * <p>The work port is called by the agent loop, commands and snapshots by any thread; its own
 * threads {@code hash-N} read what those leave in volatile fields.
 */
public final class CpuDevice implements Device, WorkPort {

    public static final DeviceId ID = new DeviceId("cpu");

    private static final Duration TEMPERATURE_INTERVAL = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(CpuDevice.class);

    private final HasherConfig config;
    private final TimeSource time;
    private final EventBus<FleetEvent> events;
    private final NonceListener listener;
    private final CountedRate counted;
    private final ClaimLimit claimLimit;
    private final CpuTemperature temperature;
    private final HashTeam team = new HashTeam();
    private final AtomicInteger failedThreads = new AtomicInteger();
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private volatile KernelSelection selection;
    private volatile @Nullable WorkRoller given;
    private volatile boolean isPaused;
    private volatile long voidedBefore;
    private volatile @Nullable Fault fault;
    private volatile DeviceState state;
    private volatile List<Sensor> sensors;

    private CpuDevice(HasherConfig config, CpuContext context, KernelSelection first) {
        this.config = config;
        time = context.time();
        events = context.events();
        listener = context.listener();
        counted = new CountedRate(time);
        claimLimit = new ClaimLimit(time);
        temperature = new CpuTemperature(time);
        selection = first;
        state = new DeviceState.Idle("no work", time.now());
        sensors = List.of(new Sensor("cpu", Reading.unknown("not read yet", time.now())));
    }

    /** What a CPU device needs from outside. */
    public record CpuContext(
            TimeSource time,
            Entropy entropy,
            EventBus<FleetEvent> events,
            NonceListener listener) {}

    /**
     * Chooses a kernel, some tenths of a second of CPU time, and starts the threads; they idle
     * until the first work.
     */
    public static CpuDevice open(HasherConfig config, CpuContext context) {
        return open(config, context, KernelCatalog.discover());
    }

    static CpuDevice open(HasherConfig config, CpuContext context, KernelCatalog catalog) {
        KernelChoice choice = new KernelChoice(catalog, config.kernel(), context.entropy());
        CpuDevice device = new CpuDevice(config, context, choice.first());
        device.announceKernel();
        device.team.start(device, config, context.time());
        if (choice.hasMoreToTry()) {
            Thread.ofPlatform().name("hash-warm").daemon(true).start(() -> device.warmUp(choice));
        }
        device.readTemperature();
        return device;
    }

    @Override
    public DeviceId id() {
        return ID;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.HASHING, Capability.PAUSE);
    }

    @Override
    public <F extends Facet> Optional<F> facet(Class<F> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }

    @Override
    public Telemetry snapshot() {
        return new Telemetry(
                ID,
                "cpu",
                kernelId(),
                state,
                time.now(),
                Reading.unknown("the agent proves it", time.now()),
                counted.ghs(),
                Telemetry.WorkCount.NONE,
                sensors);
    }

    @Override
    public CommandResult execute(Command command) {
        return switch (command) {
            case Command.Pause _ -> pause(true);
            case Command.Resume _ -> pause(false);
            case Command.Reboot _,
                    Command.Locate _,
                    Command.SetFrequency _,
                    Command.SetVoltage _,
                    Command.SetOperatingPoint _ ->
                    new CommandResult.Refused("not of a CPU");
        };
    }

    @Override
    public void update(Work work) {
        WorkRoller before = given;
        Target ticketTarget = ticketTarget(work);
        if (before == null) {
            // What was hashed before the pause is void, what comes now is not.
            voidedBefore = work.id();
            given = new WorkRoller(work, ticketTarget, time);
        } else {
            given = before.followedBy(work, ticketTarget);
        }
        onWorkChanged();
    }

    @Override
    public void replace(Work work) {
        voidedBefore = work.id();
        update(work);
    }

    @Override
    public void idle() {
        voidedBefore = Long.MAX_VALUE;
        given = null;
        onWorkChanged();
    }

    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            team.awaitEnd();
            enter(new DeviceState.Closed(time.now()));
        }
    }

    boolean isClosed() {
        return isClosed.get();
    }

    /** What to hash, null for nothing. */
    @Nullable WorkRoller roller() {
        return isPaused ? null : given;
    }

    KernelSelection selection() {
        return selection;
    }

    ClaimLimit claimLimit() {
        return claimLimit;
    }

    /** Whether nobody wants what this work finds any more. */
    boolean isVoid(WorkRoller roller) {
        return roller.work().id() < voidedBefore;
    }

    void counted(long hashes) {
        counted.add(hashes);
    }

    void claim(NonceFound claim) {
        if (listener.onNonce(claim) == NonceListener.ClaimVerdict.HARDWARE_ERROR) {
            LOG.atError()
                    .addKeyValue("kernel", kernelId())
                    .log("a kernel claimed a nonce that does not hash");
        }
    }

    /** A hashing thread met a defect and ended; the others go on, and the state tells. */
    void onThreadFailed(Throwable failure) {
        LOG.atError().setCause(failure).log("a hashing thread failed");
        int failed = failedThreads.incrementAndGet();
        fault =
                new Fault(
                        "hasher-failed",
                        "%d of %d threads: %s".formatted(failed, config.threads(), failure));
        enter(stateNow());
    }

    /** The warm-up thread's top frame: whatever a kernel does wrong here must not end hashing. */
    private void warmUp(KernelChoice choice) {
        LowPriority.ofThisThread();
        try {
            KernelSelection warmed = choice.warmed();
            if (!isClosed()) {
                boolean isOther = !warmed.fastest().entry().id().equals(kernelId());
                selection = warmed;
                if (isOther) {
                    announceKernel();
                }
            }
        } catch (Throwable e) {
            LOG.atError()
                    .setCause(e)
                    .log("warming up kernels failed, hashing goes on without them");
        }
    }

    private CommandResult pause(boolean wanted) {
        String before = state.label();
        isPaused = wanted;
        onWorkChanged();
        return new CommandResult.Done(before, state.label());
    }

    private void announceKernel() {
        events.publish(new FleetEvent.KernelChosen(time.now(), ID, kernelId(), selection.reason()));
    }

    private String kernelId() {
        return selection.fastest().entry().id();
    }

    private void onWorkChanged() {
        enter(stateNow());
        team.wake();
    }

    private DeviceState stateNow() {
        Fault known = fault;
        if (known != null) {
            return failedThreads.get() < config.threads()
                    ? new DeviceState.Degraded(known, time.now())
                    : new DeviceState.Offline(known, time.now());
        }
        if (isPaused) {
            return new DeviceState.Idle("paused", time.now());
        }
        return given == null
                ? new DeviceState.Idle("no work", time.now())
                : new DeviceState.Hashing(time.now());
    }

    private synchronized void enter(DeviceState next) {
        boolean isSame =
                state.getClass() == next.getClass() && state.reason().equals(next.reason());
        if (!isSame && !(state instanceof DeviceState.Closed)) {
            state = next;
            events.publish(new FleetEvent.DeviceChanged(time.now(), ID, next));
        }
    }

    /** About one claim a second by the measured speed, but never fewer than the shares. */
    private Target ticketTarget(Work work) {
        double hashesPerSecond =
                selection.fastest().mhPerCpuSecond()
                        * 1e6
                        * config.threads()
                        * config.dutyPercent()
                        / 100;
        return TicketTarget.of(hashesPerSecond, work.job().shareTarget());
    }

    private void readTemperature() {
        Thread.startVirtualThread(() -> sensors = temperature.read());
        if (!isClosed()) {
            time.schedule(TEMPERATURE_INTERVAL, this::readTemperature);
        }
    }
}
