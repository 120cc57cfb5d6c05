package io.mos.core.guard;

import io.mos.core.device.BoardControl;
import io.mos.core.kernel.Mailbox;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.Reading;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what the outside says to a guardian and never waits. Any thread puts, the guardian's
 * takes.
 */
final class RequestBox implements BoardControl {

    /** A driver has one request open, or a few; more is a driver gone wrong. */
    private static final int REQUESTS = 16;

    private static final int POWER_OFFS = 64;

    private final Mailbox<Request> requests = new Mailbox<>(REQUESTS);
    private final Mailbox<Consumer<Outcome>> powerOffs = new Mailbox<>(POWER_OFFS);
    private final AtomicLong offs = new AtomicLong();
    private final AtomicReference<@Nullable Fault> gone = new AtomicReference<>();
    private final AtomicReference<@Nullable Heartbeat> heartbeat = new AtomicReference<>();
    private final Consumer<Runnable> answers;

    /** That the driver lived at a moment, and what it said then. */
    record Heartbeat(long nanos, Reading<Double> frequencyMhz) {}

    /**
     * A box.
     *
     * @param answers runs a task where the driver takes its answers
     */
    RequestBox(Consumer<Runnable> answers) {
        this.answers = answers;
    }

    @Override
    public void powerOn(int voltageMillivolts, Consumer<Outcome> answer) {
        put(before -> new Request.PowerOn(voltageMillivolts, before, answer), answer);
    }

    @Override
    public void reset(ResetLine line, Consumer<Outcome> answer) {
        put(before -> new Request.Reset(line, before, answer), answer);
    }

    @Override
    public void setVoltage(int voltageMillivolts, Consumer<Outcome> answer) {
        put(before -> new Request.SetVoltage(voltageMillivolts, before, answer), answer);
    }

    /** The count is what counts: whatever becomes of the answer, power goes off. */
    @Override
    public void powerOff(Consumer<Outcome> answer) {
        powerOffs.offer(answer);
        offs.incrementAndGet();
        wake();
    }

    void heartbeat(long nanos, Reading<Double> frequencyMhz) {
        heartbeat.set(new Heartbeat(nanos, frequencyMhz));
    }

    void driverGone(Fault why) {
        gone.set(why);
        heartbeat.set(null);
        wake();
    }

    /** Lets the guardian look; a full box does not sleep anyway. */
    void wake() {
        requests.offer(new Request.Wake());
    }

    /** The next request, waiting at most this long. */
    Optional<Request> take(Duration limit) throws InterruptedException {
        return requests.take(limit);
    }

    Optional<Request> poll() {
        return requests.poll();
    }

    /** How often power was asked off. */
    long offs() {
        return offs.get();
    }

    Optional<Consumer<Outcome>> powerOffAnswer() {
        return powerOffs.poll();
    }

    /** That the driver was said to be gone, told once. */
    Optional<Fault> takeGone() {
        return Optional.ofNullable(gone.getAndSet(null));
    }

    /** The newest heartbeat of a driver that is not gone. */
    Optional<Heartbeat> heartbeat() {
        return Optional.ofNullable(heartbeat.get());
    }

    private void put(LongFunction<Request> request, Consumer<Outcome> answer) {
        if (!requests.offer(request.apply(offs.get()))) {
            answers.accept(() -> answer.accept(new Outcome.Refused("too many requests wait")));
        }
    }
}
