package io.mos.drivers.board;

import io.mos.core.device.BoardControl.ResetLine;
import io.mos.core.device.ProtectionPlan;
import io.mos.core.device.ProtectionPlan.CutOff.ControlLines;
import io.mos.core.device.ProtectionPlan.Limits;
import io.mos.core.guard.BoardSample;
import io.mos.core.guard.ProtectedBoard;
import io.mos.core.kernel.TimeSource;
import io.mos.drivers.control.ControlChannel;
import io.mos.drivers.peripheral.GpioLines.Level;
import io.mos.drivers.peripheral.Regulator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A board whose supply, reset, sensors and fan hang on a control channel.
 *
 * <p>A part that holds the bus keeps nobody waiting for longer than a stated bound. {@link #sample}
 * gives up after {@link #SAMPLE_BOUND}, temperatures first, and what was not reached is unknown;
 * {@link #cut} takes every step and is through after {@link #CUT_BOUND} even if no step is
 * answered. Firmwares answer within some milliseconds and parts hold a clock for 35 at most (SMBus
 * 3.2, table 2), so each exchange has far less than the channel's usual second; an answer that
 * comes later is not taken for another's.
 */
final class ControlledBoard implements ProtectedBoard {

    static final Duration EXCHANGE = Duration.ofMillis(100);

    /** Room for what lies between the exchanges. */
    private static final Duration SLACK = Duration.ofMillis(10);

    /** Two parts that do not answer, and all the others. */
    static final Duration SAMPLE_BOUND = SAMPLE_LIMIT.minus(SLACK);

    static final Duration CHANGE_BOUND = ACTION_LIMIT.minus(SLACK);

    /** Reset, regulator and two lines, none of them answered, are within the bound. */
    static final Duration CUT_EXCHANGE = Duration.ofMillis(70);

    static final Duration CUT_BOUND = CHANGE_BOUND;

    /** Some sixty exchanges while nothing hashes, before or after a cut. */
    static final Duration SET_UP_BOUND = POWER_ON_LIMIT.minus(ACTION_LIMIT).minus(SLACK);

    private final ProtectionPlan plan;
    private final ControlLines lines;
    private final ControlChannel channel;
    private final BoardParts parts;

    ControlledBoard(ProtectionPlan plan, ControlChannel channel, TimeSource time) {
        this.plan = plan;
        this.channel = channel;
        if (!(plan.cutOff() instanceof ControlLines controlLines)) {
            throw new IllegalArgumentException("its reset is not on a control channel");
        }
        lines = controlLines;
        parts = new BoardParts(plan, channel, time);
    }

    @Override
    public ProtectionPlan plan() {
        return plan;
    }

    @Override
    public void prepare() throws IOException {
        cut();
        channel.limit(EXCHANGE, SET_UP_BOUND);
        parts.configure();
    }

    @Override
    public BoardSample sample() {
        channel.limit(EXCHANGE, SAMPLE_BOUND);
        return parts.sample();
    }

    @Override
    public void powerOn(int voltageMillivolts) throws IOException {
        check(voltageMillivolts);
        channel.limit(EXCHANGE, SET_UP_BOUND);
        try {
            drive(lines.resetLine(), Level.LOW);
            Optional<Regulator> regulator = parts.regulator();
            if (regulator.isPresent()) {
                // Again: a part that lost its own supply since has forgotten its limits.
                regulator.get().configure();
                regulator.get().setVoltage(voltageMillivolts);
            }
            for (int line : lines.powerLines().reversed()) {
                drive(line, Level.HIGH);
            }
            if (regulator.isPresent()) {
                regulator.get().on();
            }
        } catch (IOException e) {
            cutAfter(e);
            throw e;
        }
    }

    @Override
    public void setVoltage(int voltageMillivolts) throws IOException {
        check(voltageMillivolts);
        channel.limit(EXCHANGE, CHANGE_BOUND);
        if (parts.regulator().isPresent()) {
            parts.regulator().get().setVoltage(voltageMillivolts);
        }
    }

    @Override
    public void reset(ResetLine line) throws IOException {
        channel.limit(EXCHANGE, CHANGE_BOUND);
        switch (line) {
            case HELD -> drive(lines.resetLine(), Level.LOW);
            case RELEASED -> drive(lines.resetLine(), Level.HIGH);
        }
    }

    @Override
    public void cut() throws IOException {
        channel.limit(CUT_EXCHANGE, CUT_BOUND);
        var steps = new Steps();
        steps.take(() -> channel.set(lines.resetLine(), Level.LOW));
        parts.regulator().ifPresent(regulator -> steps.take(regulator::off));
        for (int line : lines.powerLines()) {
            steps.take(() -> channel.set(line, Level.LOW));
        }
        steps.end();
        // What stands is looked at last: nothing above waits for an answer it does not need.
        require(lines.resetLine(), Level.LOW);
        for (int line : lines.powerLines()) {
            require(line, Level.LOW);
        }
    }

    @Override
    public void setFan(int percent) throws IOException {
        channel.limit(EXCHANGE, CHANGE_BOUND);
        parts.setFan(percent);
    }

    @Override
    public void close() {
        channel.close();
    }

    private void check(int millivolts) throws IOException {
        Limits limits = plan.limits();
        boolean fits =
                plan.regulator().isEmpty()
                        ? millivolts == 0
                        : millivolts >= limits.voltageMinMillivolts()
                                && millivolts <= limits.voltageMaxMillivolts();
        if (!fits) {
            throw new IOException(
                    millivolts
                            + " mV is not within "
                            + (plan.regulator().isEmpty()
                                    ? "0, the board's voltage cannot be set"
                                    : limits.voltageMinMillivolts()
                                            + " to "
                                            + limits.voltageMaxMillivolts()));
        }
    }

    private void drive(int line, Level level) throws IOException {
        channel.set(line, level);
        require(line, level);
    }

    private void require(int line, Level level) throws IOException {
        Level stands = channel.level(line);
        if (stands != level) {
            throw new IOException("line " + line + " stands " + stands + ", not " + level);
        }
    }

    private void cutAfter(IOException failure) {
        try {
            cut();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Steps that are all taken, whatever becomes of each. */
    private static final class Steps {
        private final List<IOException> failures = new ArrayList<>();

        void take(Step step) {
            try {
                step.take();
            } catch (IOException e) {
                failures.add(e);
            }
        }

        void end() throws IOException {
            if (!failures.isEmpty()) {
                IOException first = failures.getFirst();
                failures.stream().skip(1).forEach(first::addSuppressed);
                throw first;
            }
        }
    }

    private interface Step {
        void take() throws IOException;
    }
}
