package io.mos.drivers.sim;

import io.mos.core.device.BoardControl;
import io.mos.core.device.Candidate;
import io.mos.core.device.DeviceContext;
import io.mos.core.device.DeviceProgram;
import io.mos.core.device.DeviceProgram.WorkOrder;
import io.mos.core.device.DeviceReport;
import io.mos.core.device.DeviceSettings;
import io.mos.core.device.DriverMatch;
import io.mos.core.device.NonceListener.ClaimVerdict;
import io.mos.core.guard.BoardSample;
import io.mos.core.guard.ProtectedBoard;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.TimeSource.Cancellable;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.Fault;
import io.mos.core.testkit.Jobs;
import io.mos.core.testkit.ReferenceEngine;
import io.mos.core.testkit.VirtualTime;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.Job;
import io.mos.core.work.NonceFound;
import io.mos.core.work.Work;
import io.mos.drivers.board.BoardFileDriver;
import io.mos.drivers.board.GuardedBoards;
import io.mos.drivers.kit.MemoryPorts;
import io.mos.drivers.kit.SeededEntropy;
import io.mos.drivers.kit.SimulatedPorts;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.SerialRequest;
import io.mos.drivers.serial.Transfer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Our own driver and a guardian's hold on a simulated board, through ports in memory and in virtual
 * time; nothing between them but bytes. Owner: the test's thread.
 */
final class DriverRig implements DeviceContext, AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(5);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** A register's write, with its preamble. */
    private static final int LONGEST_COMMAND_BYTES = 11;

    final VirtualTime time = new VirtualTime();
    final SimulatedBoard board;
    final ProtectedBoard guarded;
    final DeviceProgram program;
    final List<NonceFound> claims = new ArrayList<>();
    final List<ClaimVerdict> verdicts = new ArrayList<>();
    final Map<String, Long> counts = new HashMap<>();
    final List<String> failures = new ArrayList<>();
    final List<Work> given = new ArrayList<>();

    /** How long the frames were that carried jobs. */
    final IntSummaryStatistics jobBytes = new IntSummaryStatistics();

    private final Entropy entropy = new SeededEntropy(9);
    private final SimulatedPorts plugged;
    private final SerialPort data;
    private final Queue<Runnable> requests = new ArrayDeque<>();
    private List<DeviceReport> reports = new ArrayList<>();
    private long workId;

    DriverRig(String name, SimOptions options, Path folder) throws IOException {
        MemoryPorts ports = new MemoryPorts();
        board = SimBoards.model(name, options, new ReferenceEngine(), new SeededEntropy(4));
        plugged = SimulatedPorts.plug(name, board, ports, time);
        Path file = folder.resolve(name + ".json");
        Files.writeString(file, SimBoards.boardFile(name, "simulated", options));
        BoardFileDriver driver = new BoardFileDriver();
        DriverMatch match =
                driver.match(new Candidate.Named(id(), file.toString(), plugged.paths()))
                        .orElseThrow();
        Path dataPath = plugged.paths().get(match.board().line().dataPort());
        data = ports.open(SerialRequest.of(dataPath, match.board().line().baud()), (_, _) -> {});
        guarded =
                GuardedBoards.hasControlPort(match.board())
                        ? new GuardedBoards(ports, time)
                                .open(match.board(), plugged.paths(), (_, _) -> {})
                        : GuardedBoards.onLine(match.board(), data);
        guarded.prepare();
        guarded.setFan(70);
        program = driver.open(match, this);
    }

    /** Up and at work. */
    DriverRig hashing() {
        program.start();
        work();
        for (int i = 0; i < 600 && !state().equals("hashing"); i++) {
            pass(Duration.ofMillis(100));
        }
        if (!state().equals("hashing")) {
            throw new AssertionError(reports.getLast().state() + ", " + failures);
        }
        return this;
    }

    void work() {
        workId++;
        Job job = Jobs.job("pool", "job-" + workId, "block", Job.Renewal.REPLACE);
        Work work = new Work(workId, job, new ExtranonceRange(4, 0, 1 << 16), time.now());
        given.add(work);
        program.onWork(new WorkOrder.Replace(work));
    }

    String state() {
        return reports.isEmpty() ? "none" : reports.getLast().state().label();
    }

    DeviceReport report() {
        return reports.getLast();
    }

    BoardSample sample() {
        return guarded.sample();
    }

    SimStatus status() {
        return board.status(time.nanos());
    }

    void pass(Duration by) {
        long until = time.nanos() + by.toNanos();
        ByteBuffer in = ByteBuffer.allocate(1024);
        try {
            while (time.nanos() < until) {
                time.advance(STEP);
                while (!requests.isEmpty()) {
                    requests.remove().run();
                }
                if (data.read(in.clear(), Duration.ZERO) instanceof Transfer.Moved) {
                    program.onBytes(in.flip());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DeviceId id() {
        return new DeviceId("simulated");
    }

    @Override
    public DeviceSettings settings() {
        return DeviceSettings.NONE;
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public Entropy entropy() {
        return entropy;
    }

    @Override
    public Executor thread() {
        return task -> time.schedule(Duration.ZERO, task);
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        return time.schedule(delay, task);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        if (bytes.remaining() > LONGEST_COMMAND_BYTES) {
            jobBytes.accept(bytes.remaining());
        }
        Transfer _ = data.write(bytes, LIMIT);
    }

    @Override
    public void setBaud(int baud) throws IOException {
        int _ = data.setBaud(baud);
        data.discardInput();
    }

    @Override
    public BoardControl board() {
        return new Obedient();
    }

    @Override
    public ClaimVerdict claim(NonceFound claim) {
        ClaimVerdict verdict =
                claim.ticketTarget().isMetBy(claim.header().hash())
                        ? ClaimVerdict.PROVEN
                        : ClaimVerdict.HARDWARE_ERROR;
        claims.add(claim);
        verdicts.add(verdict);
        return verdict;
    }

    @Override
    public void report(DeviceReport report) {
        reports.add(report);
        reports = new ArrayList<>(reports.subList(Math.max(0, reports.size() - 4), reports.size()));
    }

    @Override
    public void count(String event, long times) {
        counts.merge(event, times, Long::sum);
    }

    @Override
    public void close() {
        guarded.close();
        data.close();
        plugged.close();
    }

    /** Does as it is told, between two moments of the clock: its own waiting moves the clock on. */
    private final class Obedient implements BoardControl {

        @Override
        public void powerOn(int voltageMillivolts, Consumer<Outcome> answer) {
            take(() -> guarded.powerOn(voltageMillivolts), answer);
        }

        @Override
        public void reset(ResetLine line, Consumer<Outcome> answer) {
            take(() -> guarded.reset(line), answer);
        }

        @Override
        public void setVoltage(int voltageMillivolts, Consumer<Outcome> answer) {
            take(() -> guarded.setVoltage(voltageMillivolts), answer);
        }

        @Override
        public void powerOff(Consumer<Outcome> answer) {
            take(guarded::cut, answer);
        }

        private void take(Step step, Consumer<Outcome> answer) {
            requests.add(() -> answer.accept(outcome(step)));
        }

        private Outcome outcome(Step step) {
            try {
                step.take();
                return new Outcome.Done();
            } catch (IOException e) {
                failures.add(String.valueOf(e.getMessage()));
                return new Outcome.Failed(new Fault("board", String.valueOf(e.getMessage())));
            }
        }
    }

    private interface Step {
        void take() throws IOException;
    }
}
