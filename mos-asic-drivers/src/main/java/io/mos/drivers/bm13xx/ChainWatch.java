package io.mos.drivers.bm13xx;

import io.mos.core.device.DeviceContext;
import io.mos.core.kernel.TimeSource.Cancellable;
import io.mos.core.telemetry.Fault;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.JobFormat;
import io.mos.drivers.bm13xx.frame.Register;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks after a chain that is up: whether it still answers, which chips do, what they count, and
 * whether they still hold the masks they were given. Owner: the device's thread.
 */
final class ChainWatch {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Three looks without any answer at all. */
    private static final Duration SILENT = INTERVAL.multipliedBy(3);

    /** A board that proves a nonce a second is that unlucky once in 10^52 times. */
    private static final Duration FRUITLESS = Duration.ofMinutes(2);

    /** A chip that misses so many looks in a row is gone. */
    private static final int MISSED_LOOKS = 3;

    /** Ticket mask, version mask and sweep take turns. */
    private static final int AUDITS = 3;

    private static final double BAD_ERROR_SHARE = 0.1;

    private final ChainSpec spec;
    private final DeviceContext context;
    private final ChainLine line;
    private final ChipReads reads;
    private final ChainMiner miner;
    private final HashCounters counted;
    private final int[] missedLooks;
    private long answeredNanos;
    private int look;
    private @Nullable Cancellable next;

    ChainWatch(
            ChainSpec spec,
            DeviceContext context,
            ChainLine line,
            ChipReads reads,
            ChainMiner miner,
            HashCounters counted) {
        this.spec = spec;
        this.context = context;
        this.line = line;
        this.reads = reads;
        this.miner = miner;
        this.counted = counted;
        missedLooks = new int[spec.chips()];
    }

    void begin() {
        answeredNanos = context.nanos();
        Arrays.fill(missedLooks, 0);
        counted.reset(context.nanos(), context.now());
        schedule();
        // The bring-up writes the mask once: chips without one would report everything.
        auditTicket();
    }

    void end() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    void onAnswer() {
        answeredNanos = context.nanos();
    }

    /** Why the chain must be brought up anew; empty while it need not be. */
    Optional<Fault> failure() {
        long nanos = context.nanos();
        if (nanos - answeredNanos > SILENT.toNanos()) {
            return Optional.of(
                    ChainFault.silent("no answer for " + SILENT.toSeconds() + " seconds"));
        }
        return miner.hasWork() && nanos - miner.provenNanos() > FRUITLESS.toNanos()
                ? Optional.of(
                        ChainFault.silent(
                                "answers, but no nonce for " + FRUITLESS.toMinutes() + " minutes"))
                : Optional.empty();
    }

    /** What makes the chain hash below what it should. */
    Optional<Fault> weakness() {
        List<Integer> gone = new ArrayList<>();
        for (int chip = 0; chip < missedLooks.length; chip++) {
            if (missedLooks[chip] >= MISSED_LOOKS) {
                gone.add(chip);
            }
        }
        if (!gone.isEmpty()) {
            return Optional.of(ChainFault.missing(gone, spec.chips()));
        }
        double share = counted.errorShare().orElse(0);
        return share > BAD_ERROR_SHARE
                ? Optional.of(ChainFault.hardwareErrors(share))
                : Optional.empty();
    }

    private void schedule() {
        next = context.after(INTERVAL, this::look);
    }

    private void look() {
        schedule();
        reads.ask(Register.CHIP_ID, 1, this::onPresent);
        if (spec.family().jobs().format() == JobFormat.FULL) {
            // The older chips have no such counters (BM13XX.md §4).
            reads.ask(Register.ERROR_COUNTER, 1, counted::onErrors);
            reads.ask(
                    Register.TOTAL_COUNTER,
                    1,
                    values -> counted.onTotals(values, context.nanos(), context.now()));
        }
        audit();
    }

    private void onPresent(Map<Integer, Integer> values) {
        for (int chip = 0; chip < missedLooks.length; chip++) {
            missedLooks[chip] = values.containsKey(chip) ? 0 : missedLooks[chip] + 1;
        }
    }

    /** A write that a noisy line swallowed would let chips report too much, or roll too much. */
    private void audit() {
        look++;
        switch (look % AUDITS) {
            case 0 -> auditTicket();
            case 1 -> audit(Register.VERSION_ROLLING, miner::versionRolling);
            default -> audit(Register.HASH_COUNTING_NUMBER, miner::sweepTicks);
        }
    }

    private void auditTicket() {
        audit(Register.TICKET_MASK, () -> OptionalInt.of(miner.ticket().registerValue()));
    }

    /**
     * What is expected is taken when the answers are in: it may have changed since the question.
     */
    private void audit(int register, Supplier<OptionalInt> expected) {
        if (expected.get().isEmpty()) {
            return;
        }
        reads.ask(
                register,
                1,
                values -> {
                    int wanted = expected.get().orElseThrow();
                    if (values.values().stream().anyMatch(value -> value != wanted)) {
                        line.send(Command.writeAll(register, wanted));
                    }
                });
    }
}
