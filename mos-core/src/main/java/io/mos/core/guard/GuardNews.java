package io.mos.core.guard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.mos.core.device.BoardControl.Outcome;
import io.mos.core.device.ThermalAdvice;
import io.mos.core.guard.DriverSide.Listener;
import io.mos.core.kernel.EventBus;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.FleetEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Tells of what a guardian did: the driver, the events, the metrics. Only hands over, and whatever
 * a receiver does wrong stays there. No log: a stalled standard error must not stall a guardian.
 * Owner: the guardian's thread.
 */
final class GuardNews {

    private final DeviceId device;
    private final DriverSide driver;
    private final EventBus<FleetEvent> events;
    private final GuardMetrics metrics;
    private final Counter cutFailures;
    private final Counter doubtful;
    private final Counter refused;
    private final Counter undelivered;
    private final Timer sample;
    private final Timer late;

    GuardNews(
            DeviceId device, DriverSide driver, EventBus<FleetEvent> events, GuardMetrics metrics) {
        this.device = device;
        this.driver = driver;
        this.events = events;
        this.metrics = metrics;
        cutFailures = metrics.counter(GuardMetrics.CUT_FAILURES, device);
        doubtful = metrics.counter(GuardMetrics.DOUBTFUL, device);
        refused = metrics.counter(GuardMetrics.REFUSED, device);
        undelivered = metrics.counter(GuardMetrics.UNDELIVERED, device);
        sample = metrics.timer(GuardMetrics.SAMPLE, device);
        late = metrics.timer(GuardMetrics.LATE, device);
    }

    void unguarded(Instant at, String why) {
        events.publish(new FleetEvent.BoardUnguarded(at, device, why));
    }

    void cut(Instant at, Fault fault) {
        tell(listener -> listener.onPowerCut(fault));
        metrics.cuts(device, fault.name()).increment();
        events.publish(new FleetEvent.BoardCut(at, device, fault));
    }

    void countCutFailure() {
        cutFailures.increment();
    }

    void cutFailed(Instant at, String why) {
        events.publish(new FleetEvent.BoardCutFailed(at, device, why));
    }

    void allowed(Instant at) {
        tell(Listener::onPowerAllowed);
        events.publish(new FleetEvent.BoardAllowed(at, device));
    }

    void advise(ThermalAdvice advice) {
        tell(listener -> listener.onAdvice(advice));
    }

    void answer(Consumer<Outcome> to, Outcome outcome) {
        if (outcome instanceof Outcome.Refused) {
            refused.increment();
        }
        deliver(() -> to.accept(outcome));
    }

    void sampled(Duration took, Duration behind, long doubtfulReadings) {
        sample.record(took);
        late.record(behind);
        doubtful.increment((double) doubtfulReadings);
    }

    private void tell(Consumer<Listener> call) {
        deliver(() -> call.accept(driver.listener()));
    }

    /** Runs a task on the driver's thread, if it has room. Any thread. */
    void deliver(Runnable task) {
        try {
            driver.thread().execute(task);
        } catch (RuntimeException _) {
            undelivered.increment();
        }
    }
}
