package io.mos.drivers.host;

import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.BoardPlan;
import io.mos.core.device.Candidate;
import io.mos.core.device.Capability;
import io.mos.core.device.DeviceContext;
import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DeviceProgram;
import io.mos.core.device.DeviceReport;
import io.mos.core.device.DriverAwayException;
import io.mos.core.device.DriverInfo;
import io.mos.core.device.DriverMatch;
import io.mos.core.device.ProtectionPlan;
import io.mos.core.device.ProtectionPlan.CutOff;
import io.mos.core.device.ProtectionPlan.Limits;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A driver that does what each test wants: one byte of every work's id goes out on the line. */
class ScriptedDriver implements DeviceDriver {
    final AtomicInteger opened = new AtomicInteger();
    final List<String> seen = new CopyOnWriteArrayList<>();
    final CountDownLatch blockade = new CountDownLatch(1);
    volatile boolean isAway;
    volatile boolean throwsOnWork;
    volatile boolean throwsAtStart;
    volatile boolean blocksOnWork;
    private final String name;
    private final int specificity;
    private final int level;

    ScriptedDriver(String name, int specificity, int level) {
        this.name = name;
        this.specificity = specificity;
        this.level = level;
    }

    static ScriptedDriver named(String name) {
        return new ScriptedDriver(name, DriverMatch.BY_USB_TEXTS, DeviceDriver.LEVEL);
    }

    static BoardPlan plan() {
        return plan(600);
    }

    static BoardPlan plan(double maxMhz) {
        return new BoardPlan(
                "scripted",
                "Scripted Board",
                new BoardPlan.LinePlan(0, OptionalInt.empty(), Optional.empty(), 115_200),
                new ProtectionPlan(
                        new CutOff.Impossible("a test"),
                        new Limits(80, 100, maxMhz, 1_000, 1_200, 0, Duration.ofSeconds(5)),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Override
    public DriverInfo info() {
        return new DriverInfo(name, "1", level);
    }

    @Override
    public Optional<DriverMatch> match(Candidate candidate) {
        return specificity == 0
                ? Optional.empty()
                : Optional.of(new DriverMatch(plan(), specificity));
    }

    @Override
    public DeviceProgram open(DriverMatch match, DeviceContext context) {
        if (isAway) {
            throw new DriverAwayException("scripted");
        }
        opened.incrementAndGet();
        return new Program(context);
    }

    private final class Program implements DeviceProgram {
        private final DeviceContext context;

        Program(DeviceContext context) {
            this.context = context;
        }

        @Override
        public Set<Capability> capabilities() {
            return Set.of(Capability.HASHING);
        }

        @Override
        public void start() {
            seen.add("start");
            if (throwsAtStart) {
                throw new IllegalStateException("scripted");
            }
            context.report(
                    new DeviceReport(
                            "1 x nothing",
                            new DeviceState.Hashing(context.now()),
                            Reading.unknown("no count", context.now()),
                            Reading.of(500.0, context.now(), "script"),
                            List.of()));
        }

        @Override
        public void onBytes(ByteBuffer bytes) {
            while (bytes.hasRemaining()) {
                seen.add("byte " + bytes.get());
            }
        }

        @Override
        public void onWork(WorkOrder order) {
            seen.add(order.getClass().getSimpleName());
            if (isAway) {
                throw new DriverAwayException("scripted");
            }
            if (throwsOnWork) {
                throw new IllegalStateException("scripted");
            }
            if (blocksOnWork) {
                block();
            }
            switch (order) {
                case WorkOrder.Update(var work) -> write((byte) work.id());
                case WorkOrder.Replace(var work) -> write((byte) work.id());
                case WorkOrder.Idle _ -> {}
            }
        }

        /** As code does that takes no notice of an interrupt. */
        private void block() {
            boolean isOver = false;
            while (!isOver) {
                try {
                    blockade.await();
                    isOver = true;
                } catch (InterruptedException _) {
                    seen.add("interrupted");
                }
            }
            seen.add("unblocked");
        }

        private void write(byte value) {
            try {
                context.write(ByteBuffer.wrap(new byte[] {value}));
                context.count("written", 1);
            } catch (IOException e) {
                seen.add("broken line");
            }
        }

        @Override
        public void onCommand(Command command, Consumer<CommandResult> answer) {
            context.after(
                    Duration.ofMillis(5), () -> answer.accept(new CommandResult.Done("a", "b")));
        }

        @Override
        public void onPowerCut(Fault why) {
            seen.add("cut " + why.name());
        }

        @Override
        public void onPowerAllowed() {
            seen.add("allowed");
        }

        @Override
        public void stop() {
            seen.add("stop");
        }
    }
}
