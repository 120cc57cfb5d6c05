package io.mos.drivers.kit;

import io.mos.core.device.BoardPlan;
import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DeviceProgram;
import io.mos.core.device.DeviceReport;
import io.mos.core.device.DriverMatch;
import io.mos.core.device.ThermalAdvice;
import io.mos.core.guard.DriverSide;
import io.mos.core.guard.GuardSettings;
import io.mos.core.guard.GuardedBoard;
import io.mos.core.guard.PoweredBoard;
import io.mos.core.guard.ProtectedBoard;
import io.mos.core.guard.VirtualGuardian;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.Reading;
import io.mos.core.testkit.VirtualTime;
import io.mos.drivers.board.GuardedBoards;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.SerialRequest;
import io.mos.drivers.sim.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One program, its board and its guardian on a bench, all in virtual time: a small daemon with
 * nothing in it but what a driver meets. Owner: the test's thread.
 */
final class Bench {

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final Subject subject;
    private final VirtualTime time;
    private final Cable cable;
    private final BoardPlan plan;
    private final SerialPort data;
    private final BenchContext context;
    private final BoardOwner owner;
    private final Ledger ledger;
    private final DeviceDriver driver;
    private final DriverMatch match;
    private @Nullable DeviceProgram program;
    private @Nullable Throwable thrown;
    private @Nullable DeviceReport report;
    private boolean isHanging;
    private boolean isOver;
    private long cuts;
    private Optional<Fault> lastCut = Optional.empty();
    private long allowed;
    private long bytesAtCut;
    private long bytesWhileCut;

    /** How a bench differs from case to case. */
    record Setting(Counterpart board, VirtualTime time, Duration tick, Ownership ownership) {}

    /** Who has the board. */
    enum Ownership {
        GUARDIAN,
        OBEDIENT
    }

    Bench(Subject subject, Setting setting) {
        this.subject = subject;
        time = setting.time();
        ledger = new Ledger();
        driver = subject.driver().get();
        match =
                driver.match(subject.candidate())
                        .orElseThrow(() ->
                                new AssertionError(
                                        "the driver does not know " + subject.candidate()));
        plan = driver.plan(match, subject.settings());
        cable =
                new Cable(
                        time,
                        setting.board(),
                        channels(subject, plan, setting.board()),
                        setting.tick());
        try {
            Path path = subject.ports().get(plan.line().dataPort());
            data = cable.open(SerialRequest.of(path, plan.line().baud()), (_, _) -> {});
            owner = own(setting.ownership());
        } catch (IOException e) {
            throw new UncheckedIOException("the board cannot be opened", e);
        }
        context = new BenchContext(this, subject, data);
        cable.listen(bytes -> call(() -> program().onBytes(ByteBuffer.wrap(bytes))));
    }

    private static Map<Path, Channel> channels(Subject subject, BoardPlan plan, Counterpart board) {
        Map<Path, Channel> channels = new HashMap<>();
        List<Path> ports = subject.ports();
        channels.put(ports.get(plan.line().dataPort()), Channel.DATA);
        plan.line().controlPort().ifPresent(port -> channels.put(ports.get(port), Channel.CONTROL));
        if (channels.size() != board.channels().size()) {
            throw new AssertionError(
                    "the plan of %s uses %d ports, the counterpart has %s"
                            .formatted(plan.name(), channels.size(), board.channels()));
        }
        return channels;
    }

    private BoardOwner own(Ownership ownership) throws IOException {
        ProtectedBoard board =
                GuardedBoards.hasControlPort(plan)
                        ? new GuardedBoards(cable, time).open(plan, subject.ports(), (_, _) -> {})
                        : GuardedBoards.onLine(plan, data);
        Executor thread = task -> time.schedule(Duration.ZERO, () -> call(task));
        if (ownership == Ownership.OBEDIENT) {
            return new BoardOwner.Obedient(time, board, thread);
        }
        PoweredBoard entry =
                new PoweredBoard(subject.candidate().id(), plan.name(), subject.ports());
        VirtualGuardian guardian =
                new VirtualGuardian(
                        time,
                        new GuardedBoard(entry, board, GuardSettings.NONE),
                        new DriverSide(thread, new Heard()));
        guardian.begin();
        return new BoardOwner.Guarded(guardian);
    }

    /** Opens and starts the program, as a host does. */
    void start() {
        beat();
        call(() -> program = driver.open(match, context));
        call(() -> program().start());
    }

    /** Lets this much time pass, or a little more. */
    void run(Duration span) {
        long until = time.nanos() + span.toNanos();
        while (time.nanos() < until) {
            turn();
        }
    }

    /** One turn of the board's owner. */
    void turn() {
        owner.turn();
        checkThrown();
    }

    void checkThrown() {
        Throwable failure = thrown;
        if (failure != null) {
            throw new AssertionError("the driver threw " + failure + "; " + story(), failure);
        }
    }

    /**
     * Lets time pass until something holds.
     *
     * @param what for the failure, as in "expected: it hashes"
     * @return how long it took
     */
    Duration until(String what, Duration limit, BooleanSupplier holds) {
        long from = time.nanos();
        while (!holds.getAsBoolean()) {
            if (time.nanos() - from > limit.toNanos()) {
                throw new AssertionError(
                        "expected: %s within %d s; %s".formatted(what, limit.toSeconds(), story()));
            }
            turn();
        }
        return Duration.ofNanos(time.nanos() - from);
    }

    void expect(String what, boolean holds) {
        if (!holds) {
            throw new AssertionError("expected: %s; %s".formatted(what, story()));
        }
    }

    /** Nothing the driver does from now on reaches anything; the board stays as it is. */
    void abandon() {
        isOver = true;
        cable.unplug();
    }

    /** What a host does when it ends: the last call, then the board is made safe. */
    void stop() {
        call(() -> program().stop());
        isOver = true;
        owner.end();
        checkThrown();
    }

    /** The thread of the driver does not come back from a call. */
    void hang() {
        isHanging = true;
    }

    /** The driver is started anew, as after a crash. */
    void restart() {
        isHanging = false;
        start();
    }

    DeviceProgram program() {
        DeviceProgram running = program;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running;
    }

    /** Enters the driver's code; what it throws ends the case. */
    void call(Runnable code) {
        if (isHanging || isOver || thrown != null) {
            return;
        }
        try {
            code.run();
        } catch (RuntimeException | LinkageError | AssertionError e) {
            thrown = e;
        }
    }

    private void beat() {
        if (!isHanging && !isOver && !cable.isUnplugged()) {
            owner.heartbeat(
                    report().map(DeviceReport::frequencyMhz)
                            .orElseGet(() -> Reading.unknown("starting", time.now())));
        }
        if (!isOver) {
            time.schedule(HEARTBEAT, this::beat);
        }
    }

    VirtualTime time() {
        return time;
    }

    Cable cable() {
        return cable;
    }

    Counterpart counterpart() {
        return cable.board();
    }

    BoardPlan plan() {
        return plan;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Of a bench that has one. */
    BoardOwner.Guarded guardian() {
        return (BoardOwner.Guarded) owner;
    }

    BoardOwner owner() {
        return owner;
    }

    Optional<DeviceReport> report() {
        return Optional.ofNullable(report);
    }

    void reported(DeviceReport known) {
        report = known;
        ledger.reported(known);
    }

    String state() {
        return report().map(each -> each.state().label()).orElse("silent");
    }

    /** Timers of the program that are not due yet. */
    long timers() {
        return context.timers();
    }

    /** How often the guardian took hash power away. */
    long cuts() {
        return cuts;
    }

    Optional<Fault> lastCut() {
        return lastCut;
    }

    /** What the driver wrote after it was told of a cut, until it might go on. */
    long bytesWhileCut() {
        return bytesWhileCut;
    }

    /** How often it allowed it again. */
    long allowed() {
        return allowed;
    }

    /** What there is to see, for a person who has to find out what went wrong. */
    String story() {
        String reason = report().map(each -> each.state().reason()).orElse("nothing reported");
        return "seen: at %.1f s the driver reports \"%s\"%s, clock %s; %s; %d bytes written; power taken away %d times%s"
                .formatted(
                        time.nanos() / 1e9,
                        state(),
                        reason.isEmpty() ? "" : " (" + reason + ")",
                        report().map(DeviceReport::frequencyMhz)
                                .flatMap(Reading::known)
                                .map(mhz -> "%.2f MHz".formatted(mhz))
                                .orElse("unknown"),
                        ledger.text(),
                        cable.bytesWritten(),
                        cuts,
                        lastCut.map(fault -> ", at last for " + fault).orElse(""));
    }

    private final class Heard implements DriverSide.Listener {
        @Override
        public void onPowerCut(Fault why) {
            cuts++;
            lastCut = Optional.of(why);
            if (program != null) {
                program().onPowerCut(why);
            }
            bytesAtCut = cable.bytesWritten();
        }

        @Override
        public void onPowerAllowed() {
            allowed++;
            bytesWhileCut += cable.bytesWritten() - bytesAtCut;
            if (program != null) {
                program().onPowerAllowed();
            }
        }

        @Override
        public void onAdvice(ThermalAdvice advice) {
            if (program != null) {
                program().onAdvice(advice);
            }
        }
    }
}
