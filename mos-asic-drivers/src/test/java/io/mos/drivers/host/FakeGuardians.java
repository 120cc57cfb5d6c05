package io.mos.drivers.host;

import io.mos.core.device.BoardControl;
import io.mos.core.device.BoardPlan;
import io.mos.core.device.ProtectionPlan;
import io.mos.core.guard.BoardGuard;
import io.mos.core.guard.BoardSample;
import io.mos.core.guard.DriverSide;
import io.mos.core.guard.GuardReadings;
import io.mos.core.guard.GuardedBoard;
import io.mos.core.guard.Guardians;
import io.mos.core.guard.ProtectedBoard;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Guardians that obey and remember what they were told, by device. Thread-safe. */
public final class FakeGuardians implements Guardians {
    private final Map<DeviceId, List<String>> told = new ConcurrentHashMap<>();
    private final Map<DeviceId, DriverSide> drivers = new ConcurrentHashMap<>();
    private final Map<DeviceId, ProtectionPlan> plans = new ConcurrentHashMap<>();

    @Override
    public BoardGuard guard(GuardedBoard board, DriverSide driver) {
        DeviceId device = board.entry().device();
        drivers.put(device, driver);
        plans.put(device, board.board().plan());
        told(device).add("guarded");
        return new Guard(told(device), driver);
    }

    /** Everything but heartbeats, oldest first. */
    public List<String> told(DeviceId device) {
        return told.computeIfAbsent(device, _ -> new CopyOnWriteArrayList<>());
    }

    ProtectionPlan plan(DeviceId device) {
        ProtectionPlan plan = plans.get(device);
        if (plan == null) {
            throw new AssertionError("never guarded: " + device);
        }
        return plan;
    }

    DriverSide driver(DeviceId device) {
        DriverSide driver = drivers.get(device);
        if (driver == null) {
            throw new AssertionError("never guarded: " + device);
        }
        return driver;
    }

    private record Guard(List<String> told, DriverSide driver) implements BoardGuard {
        @Override
        public BoardControl control() {
            return new Control(told, driver);
        }

        @Override
        public void heartbeat(Reading<Double> frequencyMhz) {}

        @Override
        public void driverGone(Fault why) {
            told.add(why.name());
        }

        @Override
        public GuardReadings readings() {
            Reading<Double> none = Reading.unknown("a fake", Instant.EPOCH);
            return new GuardReadings(
                    new GuardReadings.Power.Off(),
                    List.of(),
                    Reading.of(17.0, Instant.EPOCH, "fake"),
                    none,
                    none,
                    none);
        }

        @Override
        public void close() {
            told.add("closed");
        }
    }

    private record Control(List<String> told, DriverSide driver) implements BoardControl {
        @Override
        public void powerOn(int voltageMillivolts, Consumer<Outcome> answer) {
            done("on", answer);
        }

        @Override
        public void reset(ResetLine line, Consumer<Outcome> answer) {
            done("reset " + line, answer);
        }

        @Override
        public void setVoltage(int voltageMillivolts, Consumer<Outcome> answer) {
            done("voltage", answer);
        }

        @Override
        public void powerOff(Consumer<Outcome> answer) {
            done("off", answer);
        }

        private void done(String what, Consumer<Outcome> answer) {
            told.add(what);
            driver.thread().execute(() -> answer.accept(new Outcome.Done()));
        }
    }

    /** What the guardians here never touch. */
    public record Untouched(ProtectionPlan plan) implements ProtectedBoard {
        public static Untouched of(BoardPlan board) {
            return new Untouched(board.protection());
        }

        @Override
        public void prepare() {}

        @Override
        public BoardSample sample() {
            return new BoardSample(
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        @Override
        public void powerOn(int voltageMillivolts) {}

        @Override
        public void setVoltage(int voltageMillivolts) {}

        @Override
        public void reset(BoardControl.ResetLine line) {}

        @Override
        public void cut() {}

        @Override
        public void setFan(int percent) {}

        @Override
        public void close() {}
    }
}
