package example.icarus;

import io.mos.core.chain.Target;
import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.BoardControl.Outcome;
import io.mos.core.device.BoardControl.ResetLine;
import io.mos.core.device.Capability;
import io.mos.core.device.DeviceContext;
import io.mos.core.device.DeviceProgram;
import io.mos.core.device.DeviceReport;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.Telemetry;
import io.mos.core.work.Work;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One Icarus while it is driven: asks for power, sends the probe, then a header at a time. Owner:
 * the device's thread.
 */
final class IcarusProgram implements DeviceProgram {

    /** 2^32 nonces at 380 MH/s take 11 s; it must not run out of them. */
    private static final Duration EACH_HEADER = Duration.ofSeconds(8);

    private static final Duration PROBE_LIMIT = Duration.ofSeconds(1);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(10);
    private static final Duration SUPERVISION = Duration.ofSeconds(1);

    /** A nonce comes each 11 s: that unlucky is nobody. */
    private static final Duration SILENT = Duration.ofMinutes(3);

    /** Bytes of one answer follow each other at once; what waits for longer is the rest of one. */
    private static final long GAP_NANOS = Duration.ofMillis(100).toNanos();

    /** A nonce on its way is of one of the last headers; nothing in it says which. */
    private static final int REMEMBERED = 4;

    private static final int SILICON_ZERO_BITS = 32;

    private final DeviceContext context;
    private final Target ticket;
    private final ByteBuffer answer = ByteBuffer.allocate(WorkFrame.ANSWER_BYTES);
    private final Deque<SentWork> sent = new ArrayDeque<>();
    private final Tally tally = new Tally();
    private Phase phase = Phase.OFF;
    private DeviceState state;

    /** Grows whenever what was planned before no longer holds. */
    private int plan;

    private long heardNanos;
    private long provenNanos;
    private long nextHeader;
    private @Nullable Work work;

    private enum Phase {
        OFF,
        PROBING,
        HASHING
    }

    /**
     * @throws IllegalArgumentException when ticket-zero-bits is no number
     */
    IcarusProgram(DeviceContext context) {
        this.context = context;
        double zeroBits = context.settings().number("ticket-zero-bits").orElse(SILICON_ZERO_BITS);
        ticket = Target.ofExpectedHashes(Math.scalb(1.0, (int) zeroBits));
        state = new DeviceState.Starting(context.now());
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.HASHING);
    }

    @Override
    public void start() {
        powerUp();
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        if (context.nanos() - heardNanos > GAP_NANOS) {
            answer.clear();
        }
        heardNanos = context.nanos();
        while (bytes.hasRemaining()) {
            answer.put(bytes.get());
            if (!answer.hasRemaining()) {
                onAnswer(answer.getInt(0));
                answer.clear();
            }
        }
    }

    @Override
    public void onWork(WorkOrder order) {
        switch (order) {
            case WorkOrder.Update(Work newer) -> take(newer);
            case WorkOrder.Replace(Work newer) -> {
                sent.clear();
                take(newer);
            }
            case WorkOrder.Idle() -> {
                sent.clear();
                work = null;
            }
        }
        if (phase == Phase.HASHING) {
            plan++;
            hash();
        }
    }

    private void take(Work newer) {
        if (work == null) {
            provenNanos = context.nanos();
        }
        work = newer;
        nextHeader = 0;
    }

    @Override
    public void onCommand(Command command, Consumer<CommandResult> result) {
        result.accept(new CommandResult.Refused("an Icarus can do nothing but hash"));
    }

    /** It has no line that could be cut: without further work it stops by itself. */
    @Override
    public void onPowerCut(Fault why) {
        goDown(new DeviceState.Offline(why, context.now()));
    }

    @Override
    public void onPowerAllowed() {
        powerUp();
    }

    @Override
    public void stop() {
        goDown(new DeviceState.Closed(context.now()));
    }

    private void powerUp() {
        plan++;
        enter(new DeviceState.Starting(context.now()));
        context.board()
                .powerOn(
                        0,
                        ifDone(() ->
                                context.board().reset(ResetLine.RELEASED, ifDone(this::probe))));
    }

    /** Goes on when a request was done, unless the program took another turn meanwhile. */
    private Consumer<Outcome> ifDone(Runnable next) {
        int planned = plan;
        return outcome -> {
            if (plan != planned) {
                return;
            }
            switch (outcome) {
                case Outcome.Done() -> next.run();
                case Outcome.Refused(String why) -> fail(new Fault("power-refused", why));
                case Outcome.Failed(Fault fault) -> fail(fault);
            }
        };
    }

    private void probe() {
        phase = Phase.PROBING;
        write(WorkFrame.PROBE);
        later(PROBE_LIMIT, () -> fail(new Fault("no-answer", "no answer to the probe")));
    }

    private void onAnswer(int answered) {
        switch (phase) {
            case OFF -> {}
            case PROBING -> {
                if (answered == WorkFrame.PROBE_ANSWER) {
                    phase = Phase.HASHING;
                    provenNanos = context.nanos();
                    plan++;
                    hash();
                }
            }
            case HASHING -> onNonce(WorkFrame.nonce(answered));
        }
    }

    /** Only the hash tells whose it is; one that is nobody's is the newest header's error. */
    private void onNonce(int nonce) {
        Optional<SentWork> owner =
                sent.stream().filter(each -> each.isMetBy(nonce, ticket)).findFirst();
        Optional.ofNullable(owner.orElse(sent.peekFirst()))
                .ifPresent(each -> {
                    var verdict = context.claim(each.claim(nonce, ticket));
                    tally.count(verdict, ticket);
                    if (owner.isPresent()) {
                        provenNanos = context.nanos();
                    }
                });
        plan++;
        hash();
    }

    /** Sends the next header and sees to the one after it. */
    private void hash() {
        Work now = work;
        if (now == null) {
            enter(new DeviceState.Idle("no work", context.now()));
            return;
        }
        SentWork next = SentWork.at(now, nextHeader++);
        sent.addFirst(next);
        if (sent.size() > REMEMBERED) {
            sent.removeLast();
        }
        if (write(WorkFrame.of(next.header()))) {
            enter(new DeviceState.Hashing(context.now()));
            later(EACH_HEADER, this::hash);
            later(SUPERVISION, this::supervise);
        }
    }

    private void supervise() {
        if (context.nanos() - provenNanos > SILENT.toNanos()) {
            fail(new Fault("silent", "no nonce for %d s".formatted(SILENT.toSeconds())));
        } else {
            report();
            later(SUPERVISION, this::supervise);
        }
    }

    private void fail(Fault fault) {
        goDown(new DeviceState.Offline(fault, context.now()));
        context.board().powerOff(_ -> {});
        later(TRY_AGAIN, this::powerUp);
    }

    private void goDown(DeviceState next) {
        plan++;
        phase = Phase.OFF;
        sent.clear();
        enter(next);
    }

    /** Whether the line took it; without a line there is nothing left to do. */
    private boolean write(byte[] frame) {
        try {
            context.write(ByteBuffer.wrap(frame));
            return true;
        } catch (IOException e) {
            goDown(
                    new DeviceState.Offline(
                            new Fault("line-lost", String.valueOf(e.getMessage())),
                            context.now()));
            return false;
        }
    }

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

    private void enter(DeviceState next) {
        if (!next.label().equals(state.label()) || !next.reason().equals(state.reason())) {
            state = next;
        }
        report();
    }

    private void report() {
        Reading<Double> unknown = Reading.unknown("the board does not tell", context.now());
        Telemetry.Chip chip = tally.chip(unknown);
        context.report(new DeviceReport("Icarus", state, unknown, unknown, List.of(chip)));
    }
}
