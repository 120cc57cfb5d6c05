package io.mos.drivers.bm13xx;

import io.mos.core.device.DeviceContext;
import io.mos.core.device.DeviceReport;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * Tells how the chain is doing: at once when its state changes, and once a second. Owner: the
 * device's thread.
 */
final class StateReport {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ChainSpec spec;
    private final DeviceContext context;
    private final ChipCounters counters;
    private final HashCounters counted;
    private OptionalDouble clockMhz = OptionalDouble.empty();
    private DeviceState state;
    private boolean isOver;

    StateReport(
            ChainSpec spec, DeviceContext context, ChipCounters counters, HashCounters counted) {
        this.spec = spec;
        this.context = context;
        this.counters = counters;
        this.counted = counted;
        state = new DeviceState.Starting(context.now());
    }

    void begin() {
        tick();
    }

    /** Enters a state, unless the chain is in it already for the same reason. */
    void enter(DeviceState next) {
        boolean isSame =
                state.getClass() == next.getClass() && state.reason().equals(next.reason());
        if (!isSame) {
            state = next;
            tell();
        }
    }

    /** The chips' clock now, as their dividers make it. */
    void clock(double actualMhz) {
        clockMhz = OptionalDouble.of(actualMhz);
    }

    void noClock() {
        clockMhz = OptionalDouble.empty();
    }

    DeviceState state() {
        return state;
    }

    /** The last word. */
    void end() {
        enter(new DeviceState.Closed(context.now()));
        isOver = true;
    }

    private void tick() {
        if (!isOver) {
            tell();
            context.after(INTERVAL, this::tick);
        }
    }

    private void tell() {
        Instant now = context.now();
        Reading<Double> mhz =
                clockMhz.isPresent()
                        ? Reading.of(clockMhz.getAsDouble(), now, "pll")
                        : Reading.unknown("not hashing", now);
        String model = spec.chips() + " x " + spec.family().name();
        context.report(
                new DeviceReport(model, state, counted.claimedGhs(), mhz, counters.snapshot(now)));
    }
}
