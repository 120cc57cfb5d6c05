package io.mos.drivers.bm13xx;

import io.mos.core.command.CommandResult;
import io.mos.core.device.BoardControl.Outcome;
import io.mos.core.device.DeviceContext;
import io.mos.core.device.ThermalAdvice;
import io.mos.core.telemetry.Fault;
import io.mos.drivers.bm13xx.BringUpAction.Send;
import io.mos.drivers.bm13xx.BringUpAction.Wait;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.Register;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes clock and supply of a chain that hashes: the clock comes down before the supply and goes
 * up after it, in small steps, and is read back from every chip. Owner: the device's thread.
 */
final class Tuning {

    /** Reading the clock back is tried so often: a chip may be in the middle of a nonce. */
    private static final int READ_TRIES = 3;

    /** The dividers in register 08; the byte above them is a flag that chips change (§5). */
    private static final int DIVIDERS = 0x00ff_ffff;

    /** Below what dividers can tell apart. */
    private static final double SAME_MHZ = 0.01;

    private final ChipFamily family;
    private final DeviceContext context;
    private final ChainLine line;
    private final ChipReads reads;
    private final SearchSpace space;
    private final ChainMiner miner;
    private final StateReport report;
    private OperatingPoint now;

    /** The clock that was asked for; the cooling may allow less. */
    private double wantedMhz;

    private ThermalAdvice advice = new ThermalAdvice(Double.POSITIVE_INFINITY, "");
    private @Nullable Change change;

    Tuning(
            ChainSpec spec,
            DeviceContext context,
            ChainLine line,
            ChipReads reads,
            ChainMiner miner,
            StateReport report) {
        family = spec.family();
        this.context = context;
        this.line = line;
        this.reads = reads;
        this.miner = miner;
        this.report = report;
        space = new SearchSpace(family.cores(), spec.chips());
        now = new OperatingPoint(spec.frequencyMhz(), spec.voltageMillivolts());
        wantedMhz = now.mhz();
    }

    /** What the chain runs at, or will when it is up. */
    OperatingPoint now() {
        return now;
    }

    /** Register 10 for a clock, where the family has it. */
    OptionalInt sweepTicks(double mhz) {
        return space.hashCountingNumber(family.sweep(), PllSetting.nearest(family.pll(), mhz));
    }

    /** Why a chain must not run so; empty when it may. */
    Optional<String> objection(OperatingPoint wanted) {
        ChipFamily.Limits limits = family.limits();
        boolean isClockGood =
                wanted.mhz() >= limits.frequencyMinMhz()
                        && wanted.mhz() <= limits.frequencyMaxMhz();
        if (!isClockGood) {
            return Optional.of(
                    "%s takes %.0f to %.0f MHz"
                            .formatted(
                                    family.name(),
                                    limits.frequencyMinMhz(),
                                    limits.frequencyMaxMhz()));
        }
        if (wanted.mhz() > advice.maxFrequencyMhz()) {
            return Optional.of(
                    "%s: at most %.2f MHz now".formatted(advice.why(), advice.maxFrequencyMhz()));
        }
        if (wanted.millivolts() != now.millivolts() && now.millivolts() == 0) {
            return Optional.of("the supply of this board cannot be set");
        }
        return wanted.millivolts() > limits.voltageMaxMillivolts()
                ? Optional.of(
                        family.name() + " takes at most " + limits.voltageMaxMillivolts() + " mV")
                : Optional.empty();
    }

    /** Takes note of a point for the next bring-up. */
    void prepare(OperatingPoint wanted) {
        now = wanted;
        wantedMhz = wanted.mhz();
    }

    /** The cooling allows another clock from now on. */
    void onAdvice(ThermalAdvice newest) {
        advice = newest;
    }

    /** A chain that is down comes up at the clock it may have. */
    void settle() {
        now = new OperatingPoint(allowedMhz(), now.millivolts());
    }

    /** Takes a chain that hashes to the clock it may have, unless a change is under way. */
    void follow(Consumer<Fault> failed) {
        if (!isBusy() && Math.abs(allowedMhz() - now.mhz()) > SAME_MHZ) {
            go(new OperatingPoint(allowedMhz(), now.millivolts()), _ -> {}, failed);
        }
    }

    private double allowedMhz() {
        double allowed = Math.min(wantedMhz, advice.maxFrequencyMhz());
        return Math.max(allowed, family.limits().frequencyMinMhz());
    }

    /** The chips have this clock now. */
    void onClock(double mhz) {
        miner.retune(mhz, sweepTicks(mhz));
        report.clock(PllSetting.nearest(family.pll(), mhz).frequencyMhz());
    }

    boolean isBusy() {
        return change != null;
    }

    /**
     * Begins to go there; only while the chain hashes and no other change is under way.
     *
     * @param failed told when the supply failed, and hash power is off
     */
    void begin(OperatingPoint wanted, Consumer<CommandResult> answer, Consumer<Fault> failed) {
        wantedMhz = wanted.mhz();
        go(wanted, answer, failed);
    }

    private void go(OperatingPoint wanted, Consumer<CommandResult> answer, Consumer<Fault> failed) {
        Change begun = new Change(wanted, answer, failed);
        change = begun;
        begun.first();
    }

    /** The chain went down: what was under way did not happen. */
    void abandon(String why) {
        Change under = change;
        if (under != null) {
            under.end(new CommandResult.Failed(why));
        }
    }

    /** One change from its first step to its answer. */
    private final class Change {
        private final OperatingPoint before = now;
        private final OperatingPoint wanted;
        private final Consumer<CommandResult> answer;
        private final Consumer<Fault> failed;
        private @Nullable ActionRun ramp;
        private boolean isOver;

        Change(OperatingPoint wanted, Consumer<CommandResult> answer, Consumer<Fault> failed) {
            this.wanted = wanted;
            this.answer = answer;
            this.failed = failed;
        }

        void first() {
            if (wanted.mhz() < before.mhz()) {
                ramp(() -> supply(this::readBack));
            } else {
                supply(() -> ramp(this::readBack));
            }
        }

        private void supply(Runnable then) {
            if (wanted.millivolts() == before.millivolts()) {
                then.run();
                return;
            }
            context.board()
                    .setVoltage(
                            wanted.millivolts(),
                            outcome -> {
                                if (!isOver) {
                                    onSupply(outcome, then);
                                }
                            });
        }

        private void onSupply(Outcome outcome, Runnable then) {
            switch (outcome) {
                case Outcome.Done() -> {
                    now = new OperatingPoint(now.mhz(), wanted.millivolts());
                    then.run();
                }
                case Outcome.Refused(String why) -> end(new CommandResult.Refused(why));
                case Outcome.Failed(Fault fault) -> {
                    end(new CommandResult.Failed(fault.detail()));
                    failed.accept(fault);
                }
            }
        }

        private void ramp(Runnable then) {
            double fastest = Math.max(before.mhz(), wanted.mhz());
            List<BringUpAction> actions = new ArrayList<>();
            for (PllSetting setting : FrequencyRamp.between(family, before.mhz(), wanted.mhz())) {
                addStep(actions, setting);
            }
            // The faster of both on the way: jobs must not run out.
            miner.retune(fastest, sweepTicks(fastest));
            ramp =
                    new ActionRun(
                            family,
                            actions,
                            context,
                            line,
                            _ -> {
                                now = new OperatingPoint(wanted.mhz(), now.millivolts());
                                onClock(wanted.mhz());
                                then.run();
                            });
            ramp.proceed();
        }

        /**
         * The length of a sweep goes with every clock, or chips search what is their neighbours'.
         */
        private void addStep(List<BringUpAction> actions, PllSetting setting) {
            for (Command write : FrequencyRamp.writes(family.pll(), setting)) {
                actions.add(new Send(write));
                actions.add(new Wait(family.pll().gapMillis()));
            }
            space.hashCountingNumber(family.sweep(), setting)
                    .ifPresent(ticks -> actions.add(sweepWrite(ticks)));
            actions.add(new Wait(family.ramp().pauseMillis()));
        }

        private void readBack() {
            int expected =
                    PllSetting.nearest(family.pll(), wanted.mhz()).registerValue(family.pll());
            reads.ask(
                    Register.PLL0,
                    READ_TRIES,
                    values -> {
                        if (!isOver) {
                            end(verdict(values, expected));
                        }
                    });
        }

        private CommandResult verdict(Map<Integer, Integer> values, int expected) {
            for (Map.Entry<Integer, Integer> each : values.entrySet()) {
                if (((each.getValue() ^ expected) & DIVIDERS) != 0) {
                    return new CommandResult.Failed(
                            "chip %d has %08x for its clock, not %08x"
                                    .formatted(each.getKey(), each.getValue(), expected));
                }
            }
            return values.size() == space.chips()
                    ? new CommandResult.Done(before.text(), now.text())
                    : new CommandResult.Failed(
                            "written, but %d of %d chips tell their clock"
                                    .formatted(values.size(), space.chips()));
        }

        private void end(CommandResult result) {
            if (isOver) {
                return;
            }
            isOver = true;
            change = null;
            if (ramp != null) {
                ramp.abandon();
            }
            answer.accept(result);
        }
    }

    private static Send sweepWrite(int ticks) {
        return new Send(Command.writeAll(Register.HASH_COUNTING_NUMBER, ticks));
    }
}
