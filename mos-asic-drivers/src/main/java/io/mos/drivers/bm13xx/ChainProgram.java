package io.mos.drivers.bm13xx;

import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.Capability;
import io.mos.core.device.DeviceContext;
import io.mos.core.device.DeviceProgram;
import io.mos.core.device.ThermalAdvice;
import io.mos.core.telemetry.Fault;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.family.SweepRule;
import io.mos.drivers.bm13xx.frame.Answer;
import io.mos.drivers.bm13xx.frame.Register;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Drives one chain of BM13xx chips, whatever the family and the board: power and reset through the
 * guardian, the bring-up, then work, until the chain fails and is brought up again or it is told to
 * stop. Owner: the device's thread.
 */
public final class ChainProgram implements DeviceProgram {

    private final ChainSpec spec;
    private final ChipFamily family;
    private final ChainLine line;
    private final ChipReads reads;
    private final ChipCounters counters;
    private final ChainMiner miner;
    private final ChainWatch watch;
    private final Tuning tuning;
    private final ChainLife life;

    /**
     * @throws IllegalArgumentException when the chips cannot run so; tells what and why
     */
    public ChainProgram(ChainSpec spec, DeviceContext context) {
        this.spec = spec;
        family = spec.family();
        line = new ChainLine(context, this::onLineLost);
        counters = new ChipCounters(spec.chips());
        HashCounters counted = new HashCounters(context.nanos(), context.now());
        ChainAddresses addresses = new ChainAddresses(family.addressing(), spec.chips());
        reads = new ChipReads(addresses, context, line);
        miner = new ChainMiner(spec, context, line, counters);
        watch = new ChainWatch(spec, context, line, reads, miner, counted);
        StateReport report = new StateReport(spec, context, counters, counted);
        tuning = new Tuning(spec, context, line, reads, miner, report);
        Chain chain = new Chain(spec, context, line, reads, miner, watch, tuning, report);
        life = new ChainLife(chain);
        // Refuses a clock, a rate or a chain the family does not have.
        BringUp.actions(family, ChainStart.request(chain));
    }

    @Override
    public Set<Capability> capabilities() {
        EnumSet<Capability> all =
                EnumSet.of(
                        Capability.HASHING,
                        Capability.PAUSE,
                        Capability.REBOOT,
                        Capability.FREQUENCY);
        if (spec.voltageMillivolts() > 0) {
            all.add(Capability.VOLTAGE);
        }
        return all;
    }

    @Override
    public void start() {
        life.begin();
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        if (!isPowered()) {
            // Nobody speaks now; what is on the line is what a board says while it loses power.
            bytes.position(bytes.limit());
            return;
        }
        long badBefore = line.badCrc();
        for (Answer answer : line.take(bytes)) {
            watch.onAnswer();
            take(answer);
        }
        counters.badCrc(line.badCrc() - badBefore);
    }

    @Override
    public void onWork(WorkOrder order) {
        miner.onWork(order);
        life.onWork();
    }

    @Override
    public void onCommand(Command command, Consumer<CommandResult> answer) {
        if (life.phase() == ChainLife.Phase.OVER) {
            answer.accept(new CommandResult.Refused("the board is gone"));
            return;
        }
        OperatingPoint now = tuning.now();
        switch (command) {
            case Command.Pause() -> life.pause(answer);
            case Command.Resume() -> life.resume(answer);
            case Command.Reboot() -> life.reboot(answer);
            case Command.Locate() ->
                    answer.accept(new CommandResult.Refused("a chain of chips shows nothing"));
            case Command.SetFrequency(double mhz) ->
                    tune(new OperatingPoint(mhz, now.millivolts()), answer);
            case Command.SetVoltage(int millivolts) ->
                    tune(new OperatingPoint(now.mhz(), millivolts), answer);
            case Command.SetOperatingPoint(double mhz, int millivolts) ->
                    tune(new OperatingPoint(mhz, millivolts), answer);
        }
    }

    @Override
    public void onPowerCut(Fault why) {
        stopSweeping();
        life.onPowerCut(why);
    }

    @Override
    public void onPowerAllowed() {
        life.onPowerAllowed();
    }

    @Override
    public void onAdvice(ThermalAdvice advice) {
        tuning.onAdvice(advice);
    }

    @Override
    public void stop() {
        stopSweeping();
        life.stop();
    }

    /** A sweep of no length is no hashing (BM13XX.md §4): all that a frame can do. */
    private void stopSweeping() {
        if (isPowered() && !(family.sweep() instanceof SweepRule.None)) {
            line.send(
                    io.mos.drivers.bm13xx.frame.Command.writeAll(Register.HASH_COUNTING_NUMBER, 0));
        }
    }

    private boolean isPowered() {
        return switch (life.phase()) {
            case STARTING, MINING -> true;
            case RESTING, WAITING, CUT, OVER -> false;
        };
    }

    private void take(Answer answer) {
        switch (answer) {
            case Answer.Nonce nonce -> {
                if (life.phase() == ChainLife.Phase.MINING) {
                    miner.onNonce(nonce);
                }
            }
            case Answer.RegisterValue value -> {
                life.onRegister(value);
                reads.onRegister(value);
            }
        }
    }

    private void tune(OperatingPoint wanted, Consumer<CommandResult> answer) {
        Optional<String> objection = tuning.objection(wanted);
        if (objection.isPresent()) {
            answer.accept(new CommandResult.Refused(objection.get()));
            return;
        }
        switch (life.phase()) {
            case MINING -> {
                if (tuning.isBusy()) {
                    answer.accept(new CommandResult.Refused("another change is under way"));
                } else {
                    tuning.begin(wanted, answer, life::fail);
                }
            }
            case STARTING -> answer.accept(new CommandResult.Refused("still starting"));
            case RESTING, WAITING, CUT, OVER -> {
                String before = tuning.now().text();
                tuning.prepare(wanted);
                answer.accept(
                        new CommandResult.Done(before, wanted.text() + ", from the next start"));
            }
        }
    }

    private void onLineLost(IOException e) {
        life.onLineLost(String.valueOf(e.getMessage()));
    }
}
