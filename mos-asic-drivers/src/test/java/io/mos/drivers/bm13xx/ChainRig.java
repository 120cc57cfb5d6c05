package io.mos.drivers.bm13xx;

import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.BoardControl;
import io.mos.core.device.DeviceContext;
import io.mos.core.device.DeviceProgram.WorkOrder;
import io.mos.core.device.DeviceReport;
import io.mos.core.device.DeviceSettings;
import io.mos.core.device.NonceListener.ClaimVerdict;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.TimeSource.Cancellable;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.Fault;
import io.mos.core.testkit.Jobs;
import io.mos.core.testkit.VirtualTime;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.Job;
import io.mos.core.work.NonceFound;
import io.mos.core.work.Work;
import io.mos.drivers.bm13xx.family.ChipFamilies;
import io.mos.drivers.bm13xx.family.ChipFamily;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** One program over chips in memory and a guardian that obeys, all in virtual time. */
final class ChainRig implements DeviceContext {
    static final int RESET_BAUD = 115_740;

    final VirtualTime time = new VirtualTime();
    final ChainSpec spec;
    final FakeChain chips;
    final ChainProgram program;
    final List<DeviceReport> reports = new ArrayList<>();
    final List<NonceFound> claims = new ArrayList<>();
    final List<ClaimVerdict> verdicts = new ArrayList<>();
    final List<String> board = new ArrayList<>();
    final Map<String, Long> counts = new HashMap<>();
    Optional<BoardControl.Outcome> nextOutcome = Optional.empty();

    /** Judges a claim; by default as the agent does, duplicates aside. */
    ClaimJudge judge =
            claim ->
                    claim.ticketTarget().isMetBy(claim.header().hash())
                            ? ClaimVerdict.PROVEN
                            : ClaimVerdict.HARDWARE_ERROR;

    boolean keepsClaims = true;
    private long workId;

    @FunctionalInterface
    interface ClaimJudge {
        ClaimVerdict of(NonceFound claim);
    }

    ChainRig(ChainSpec spec, int chipsThere) {
        this.spec = spec;
        chips = new FakeChain(spec.family(), chipsThere, time, this::toProgram);
        program = new ChainProgram(spec, this);
    }

    static ChainRig of(String chip, int chips, double mhz, int baud) {
        return new ChainRig(spec(chip, chips, mhz, baud), chips);
    }

    static ChainSpec spec(String chip, int chips, double mhz, int baud) {
        return new ChainSpec(
                ChipFamilies.named(chip).orElseThrow(),
                chips,
                List.of(),
                mhz,
                1150,
                baud,
                TicketMask.CHIP_ZERO_BITS);
    }

    /** Up and at work. */
    static ChainRig hashing(String chip, int chips, double mhz, int baud) {
        ChainRig rig = of(chip, chips, mhz, baud);
        rig.program.start();
        rig.work(Jobs.job("pool", "1", "block", Job.Renewal.REPLACE));
        rig.untilState("hashing");
        return rig;
    }

    ChipFamily family() {
        return spec.family();
    }

    void work(Job job) {
        Work work = new Work(++workId, job, new ExtranonceRange(4, 0, 1 << 16), time.now());
        program.onWork(
                job.renewal() == Job.Renewal.REPLACE
                        ? new WorkOrder.Replace(work)
                        : new WorkOrder.Update(work));
    }

    void give(Work work) {
        program.onWork(new WorkOrder.Replace(work));
    }

    /** Lets time pass until the program reports this state. */
    void untilState(String label) {
        for (int i = 0; i < 600 && !state().equals(label); i++) {
            pass(Duration.ofMillis(100));
        }
        if (!state().equals(label)) {
            throw new AssertionError("not " + label + ", but " + reports.getLast().state());
        }
    }

    void pass(Duration by) {
        time.advance(by);
    }

    String state() {
        return reports.getLast().state().label();
    }

    String reason() {
        return reports.getLast().state().reason();
    }

    long count(String event) {
        return counts.getOrDefault(event, 0L);
    }

    /** The answer a command gets at last. */
    List<CommandResult> ask(Command command) {
        List<CommandResult> results = new ArrayList<>();
        program.onCommand(command, results::add);
        return results;
    }

    private void toProgram(ByteBuffer bytes) {
        program.onBytes(bytes);
    }

    @Override
    public DeviceId id() {
        return new DeviceId("board");
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
        return new Entropy() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public void nextBytes(byte[] into) {}
        };
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
        if (chips.isPulled()) {
            throw new IOException("unplugged");
        }
        chips.write(bytes);
    }

    @Override
    public void setBaud(int baud) throws IOException {
        if (chips.isPulled()) {
            throw new IOException("unplugged");
        }
        chips.hostBaud(baud);
    }

    @Override
    public BoardControl board() {
        return new ObedientBoard();
    }

    @Override
    public ClaimVerdict claim(NonceFound claim) {
        ClaimVerdict verdict = judge.of(claim);
        if (keepsClaims) {
            claims.add(claim);
            verdicts.add(verdict);
        }
        return verdict;
    }

    @Override
    public void report(DeviceReport report) {
        if (!keepsClaims) {
            reports.clear();
        }
        reports.add(report);
    }

    @Override
    public void count(String event, long times) {
        counts.merge(event, times, Long::sum);
    }

    /** Does as it is told a moment later, except where a test has another outcome ready. */
    private final class ObedientBoard implements BoardControl {
        private static final Duration BUS = Duration.ofMillis(5);

        @Override
        public void powerOn(int voltageMillivolts, Consumer<Outcome> answer) {
            act("on " + voltageMillivolts, answer, () -> chips.power(true));
        }

        @Override
        public void reset(ResetLine line, Consumer<Outcome> answer) {
            act("reset " + line, answer, () -> chips.release(line == ResetLine.RELEASED));
        }

        @Override
        public void setVoltage(int voltageMillivolts, Consumer<Outcome> answer) {
            act("voltage " + voltageMillivolts, answer, () -> {});
        }

        @Override
        public void powerOff(Consumer<Outcome> answer) {
            act("off", answer, () -> chips.power(false));
        }

        private void act(String what, Consumer<Outcome> answer, Runnable effect) {
            board.add(what);
            Outcome outcome = nextOutcome.orElseGet(Outcome.Done::new);
            if (!what.equals("off")) {
                nextOutcome = Optional.empty();
            }
            time.schedule(
                    BUS,
                    () -> {
                        if (outcome instanceof Outcome.Done || what.equals("off")) {
                            effect.run();
                        }
                        answer.accept(outcome);
                    });
        }
    }

    static BoardControl.Outcome failure(String name) {
        return new BoardControl.Outcome.Failed(new Fault(name, name));
    }
}
