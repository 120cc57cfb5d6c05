package io.mos.core.guard;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.device.BoardControl.Outcome;
import io.mos.core.device.BoardControl.ResetLine;
import io.mos.core.device.ThermalAdvice;
import io.mos.core.kernel.EventBus;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.Reading;
import io.mos.core.testkit.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A guardian, its board and a driver, in virtual time on the test's thread. */
final class GuardRig {

    static final DeviceId DEVICE = new DeviceId("board-1");
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    final VirtualTime time;
    final FakeBoard board;
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final List<String> list = new ArrayList<>();
    final List<Fault> cuts = new ArrayList<>();
    final List<ThermalAdvice> advice = new ArrayList<>();
    int allowed;
    double frequencyMhz = 525;
    boolean isDriverAlive = true;
    boolean isListBroken;
    Executor driverThread = Runnable::run;

    private final EventBus<FleetEvent> bus = new EventBus<>();
    private final EventBus.Subscription<FleetEvent> events = bus.subscribe(10_000, () -> {});
    private final Guardian guardian;

    GuardRig() {
        this(GuardSettings.NONE);
    }

    GuardRig(GuardSettings settings) {
        this(new VirtualTime(), settings);
    }

    GuardRig(VirtualTime time, GuardSettings settings) {
        this(time, settings, new FakeBoard(time));
    }

    GuardRig(VirtualTime time, GuardSettings settings, FakeBoard board) {
        this.time = time;
        this.board = board;
        Guardhouse house = new Guardhouse(time, bus, registry, new Memory());
        PoweredBoard entry = new PoweredBoard(DEVICE, "fake", List.of());
        guardian =
                house.post(
                        new GuardedBoard(entry, board, settings),
                        new DriverSide(task -> driverThread.execute(task), new Heard()),
                        new Guardian.Shared(time, new Memory(), this::nap));
        guardian.begin();
        beat();
    }

    BoardGuard guard() {
        return guardian;
    }

    /** Runs the guardian for at least this long. */
    void run(Duration duration) {
        long until = time.nanos() + duration.toNanos();
        while (time.nanos() < until) {
            turn();
        }
    }

    /** Runs until it holds; how long that took. */
    Duration runUntil(BooleanSupplier holds, Duration limit) {
        long from = time.nanos();
        while (!holds.getAsBoolean()) {
            if (time.nanos() - from > limit.toNanos()) {
                throw new AssertionError("not within " + limit);
            }
            turn();
        }
        return Duration.ofNanos(time.nanos() - from);
    }

    void turn() {
        try {
            guardian.turn();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void end() {
        guardian.end();
    }

    /** Power on and chips let go, as a driver does. */
    void bringUp() {
        done(answer -> guardian.control().powerOn(1_150, answer));
        done(answer -> guardian.control().reset(ResetLine.RELEASED, answer));
    }

    void done(Consumer<Consumer<Outcome>> request) {
        Outcome outcome = answer(request);
        assertInstanceOf(Outcome.Done.class, outcome, outcome::toString);
    }

    String refused(Consumer<Consumer<Outcome>> request) {
        Outcome outcome = answer(request);
        return assertInstanceOf(Outcome.Refused.class, outcome, outcome::toString).why();
    }

    Outcome answer(Consumer<Consumer<Outcome>> request) {
        List<Outcome> answers = new ArrayList<>();
        request.accept(answers::add);
        runUntil(() -> !answers.isEmpty(), Duration.ofSeconds(10));
        return answers.getFirst();
    }

    List<FleetEvent> events() {
        return events.drain();
    }

    double count(String meter) {
        return registry.find(meter).counters().stream().mapToDouble(each -> each.count()).sum();
    }

    private void beat() {
        if (isDriverAlive) {
            guardian.heartbeat(
                    Double.isNaN(frequencyMhz)
                            ? Reading.unknown("starting", time.now())
                            : Reading.of(frequencyMhz, time.now(), "driver"));
        }
        time.schedule(HEARTBEAT, this::beat);
    }

    /** What comes while the guardian waits is there when its time comes, not at the end. */
    private Optional<Request> nap(RequestBox box, Duration limit) {
        long until = time.nanos() + limit.toNanos();
        while (true) {
            Optional<Request> request = box.poll();
            long left = until - time.nanos();
            if (request.isPresent() || left <= 0) {
                return request;
            }
            Duration step = time.untilNext().orElse(limit);
            time.advance(step.toNanos() < left ? step : Duration.ofNanos(left));
        }
    }

    private final class Memory implements PoweredBoards {
        @Override
        public void add(PoweredBoard entry) throws IOException {
            if (isListBroken) {
                throw new IOException("no space left on device");
            }
            list.remove(entry.device().value());
            list.add(entry.device().value());
        }

        @Override
        public void remove(DeviceId device) {
            list.remove(device.value());
        }
    }

    private final class Heard implements DriverSide.Listener {
        @Override
        public void onPowerCut(Fault why) {
            cuts.add(why);
        }

        @Override
        public void onPowerAllowed() {
            allowed++;
        }

        @Override
        public void onAdvice(ThermalAdvice given) {
            advice.add(given);
        }
    }
}
