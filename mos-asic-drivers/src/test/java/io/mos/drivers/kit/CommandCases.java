package io.mos.drivers.kit;

import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.Capability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What a device says it can do is what it does, and nothing else is answered with a promise. */
final class CommandCases {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final double LESS_MHZ = 50;
    private static final int LESS_MILLIVOLTS = 20;

    /** What a board without a supply of its own to set is asked for. */
    private static final int ANY_MILLIVOLTS = 500;

    /** A divider does not hit every wish. */
    private static final double CLOCK_ERROR_MHZ = 3.2;

    private final Workbench workbench;

    CommandCases(Workbench workbench) {
        this.workbench = workbench;
    }

    Stream<DynamicTest> all() {
        return Stream.of(
                DynamicTest.dynamicTest("pause and resume as it says", this::pauses),
                DynamicTest.dynamicTest("reboot as it says", this::reboots),
                DynamicTest.dynamicTest("another clock as it says, down and up", this::ramps),
                DynamicTest.dynamicTest("another supply as it says", this::setsVoltage),
                DynamicTest.dynamicTest("capabilities stay the same", this::staysItself));
    }

    private void pauses() {
        Bench bench = workbench.hashing();
        if (!claims(bench, Capability.PAUSE, new Command.Pause())) {
            return;
        }
        done(bench, new Command.Pause());
        bench.run(Duration.ofSeconds(2));
        bench.ledger().clear();
        bench.run(Duration.ofSeconds(20));
        bench.expect("nothing is claimed while it is paused", bench.ledger().provenCount() == 0);
        bench.expect("it reports that it is idle", bench.state().equals("idle"));
        done(bench, new Command.Resume());
        workbench.untilHashing(bench);
    }

    private void reboots() {
        Bench bench = workbench.hashing();
        if (claims(bench, Capability.REBOOT, new Command.Reboot())) {
            done(bench, new Command.Reboot());
            workbench.untilHashing(bench);
        }
    }

    private void ramps() {
        Bench bench = workbench.hashing();
        double before = clockToSet(bench);
        double slower = before - LESS_MHZ;
        if (!claims(bench, Capability.FREQUENCY, new Command.SetFrequency(slower))) {
            return;
        }
        for (double mhz : List.of(slower, before)) {
            done(bench, new Command.SetFrequency(mhz));
            clockIs(bench, mhz);
            workbench.stillHashes(bench, Duration.ofSeconds(20));
        }
        double most = bench.plan().protection().limits().frequencyMaxMhz();
        CommandResult tooFast = ask(bench, new Command.SetFrequency(most * 2));
        bench.expect(
                "twice the board's limit of %.0f MHz is not done, but %s".formatted(most, tooFast),
                !(tooFast instanceof CommandResult.Done));
    }

    /** For a device without a clock to set any will do: it refuses. */
    private static double clockToSet(Bench bench) {
        return bench.program().capabilities().contains(Capability.FREQUENCY)
                ? Workbench.clockMhz(bench)
                : bench.plan().protection().limits().frequencyMaxMhz();
    }

    private static void clockIs(Bench bench, double mhz) {
        bench.run(Duration.ofSeconds(2));
        double told = Workbench.clockMhz(bench);
        bench.expect(
                "it reports %.2f MHz, not %.2f".formatted(mhz, told),
                Math.abs(told - mhz) <= CLOCK_ERROR_MHZ);
        OptionalDouble real = bench.counterpart().megahertz(bench.time().nanos());
        if (real.isPresent()) {
            bench.expect(
                    "the chips run at %.2f MHz, not %.2f".formatted(mhz, real.getAsDouble()),
                    Math.abs(real.getAsDouble() - mhz) <= CLOCK_ERROR_MHZ);
        }
    }

    private void setsVoltage() {
        Bench bench = workbench.hashing();
        int lower = Math.max(bench.guardian().millivolts() - LESS_MILLIVOLTS, ANY_MILLIVOLTS);
        if (claims(bench, Capability.VOLTAGE, new Command.SetVoltage(lower))) {
            done(bench, new Command.SetVoltage(lower));
            workbench.stillHashes(bench, Duration.ofSeconds(20));
        }
    }

    private void staysItself() {
        Bench bench = workbench.bench(List.of());
        bench.start();
        var atFirst = bench.program().capabilities();
        bench.expect("it can hash", atFirst.contains(Capability.HASHING));
        workbench.update(bench, workbench.job("first"));
        workbench.untilHashing(bench);
        bench.expect(
                "the same abilities as at first", bench.program().capabilities().equals(atFirst));
    }

    /** What it cannot do it refuses; only what it can is tried further. */
    private static boolean claims(Bench bench, Capability capability, Command command) {
        if (bench.program().capabilities().contains(capability)) {
            return true;
        }
        CommandResult result = ask(bench, command);
        bench.expect(
                "%s refused, for it does not claim %s, but %s"
                        .formatted(command, capability, result),
                result instanceof CommandResult.Refused);
        return false;
    }

    private static void done(Bench bench, Command command) {
        CommandResult result = ask(bench, command);
        bench.expect(
                "%s done, but %s".formatted(command, result), result instanceof CommandResult.Done);
    }

    private static CommandResult ask(Bench bench, Command command) {
        List<CommandResult> results = new ArrayList<>();
        bench.call(() -> bench.program().onCommand(command, results::add));
        bench.until("an answer to " + command, PATIENCE, () -> !results.isEmpty());
        bench.expect("one answer to " + command + ", not " + results, results.size() == 1);
        return results.getFirst();
    }
}
