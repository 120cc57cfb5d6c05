package io.mos.core.guard;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.kernel.EventBus;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.testkit.VirtualTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The guardian of one board as the daemon has it, on the thread of a virtual clock: whoever calls
 * {@link #turn} moves the clock. For tests of drivers and boards, in other modules too.
 */
public final class VirtualGuardian {

    private final VirtualTime time;
    private final Guardian guardian;

    public VirtualGuardian(VirtualTime time, GuardedBoard guarded, DriverSide driver) {
        this.time = time;
        PoweredBoards powered = new Listed();
        Guardhouse house =
                new Guardhouse(time, new EventBus<>(), new SimpleMeterRegistry(), powered);
        guardian = house.post(guarded, driver, new Guardian.Shared(time, powered, this::nap));
    }

    /** What its board's host is given. */
    public BoardGuard guard() {
        return guardian;
    }

    /** Brings the board into the safe state; first of all. */
    public void begin() {
        guardian.begin();
    }

    /** Looks at the board once, does what follows and serves the driver until the next look. */
    public void turn() {
        try {
            guardian.turn();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a virtual clock", e);
        }
    }

    /** Makes the board safe for good and lets its bus go. */
    public void end() {
        guardian.end();
    }

    /** What is planned meanwhile happens at its time. */
    private Optional<Request> nap(RequestBox box, Duration limit) {
        long until = time.nanos() + limit.toNanos();
        Optional<Request> request = box.poll();
        while (request.isEmpty() && time.nanos() < until) {
            Duration left = Duration.ofNanos(until - time.nanos());
            time.advance(time.untilNext().filter(next -> next.compareTo(left) < 0).orElse(left));
            request = box.poll();
        }
        return request;
    }

    /** Nobody outlives this process. */
    private static final class Listed implements PoweredBoards {
        private final Set<String> devices = new TreeSet<>();

        @Override
        public void add(PoweredBoard board) {
            devices.add(board.device().value());
        }

        @Override
        public void remove(DeviceId device) {
            devices.remove(device.value());
        }
    }
}
