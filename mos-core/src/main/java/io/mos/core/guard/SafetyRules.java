package io.mos.core.guard;

import io.mos.core.device.ProtectionPlan;
import io.mos.core.device.ProtectionPlan.FanPlan;
import io.mos.core.device.ProtectionPlan.Limits;
import io.mos.core.device.ProtectionPlan.Tachometer;
import io.mos.core.guard.rule.FanWatch;
import io.mos.core.guard.rule.HeatWatch;
import io.mos.core.guard.rule.Moment;
import io.mos.core.guard.rule.PowerPhase;
import io.mos.core.guard.rule.SupplyWatch;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.Reading;
import java.util.Optional;

/**
 * All rules about a board's sensors: told of each sample and of what was done to the board, says
 * what forbids power. Knows no clock, bus or driver. Owner: the guardian's thread.
 */
final class SafetyRules {

    /** A driver's word is rounded; beyond this it is another frequency. */
    private static final double FREQUENCY_ERROR = 0.005;

    private final Limits limits;
    private final PowerPhase phase = new PowerPhase();
    private final HeatWatch heat;
    private final SupplyWatch supply;
    private final Optional<FanWatch> fan;

    /**
     * Rules for a board.
     *
     * @param limits in force, the board's own or narrower
     */
    SafetyRules(ProtectionPlan plan, Limits limits) {
        this.limits = limits;
        heat = new HeatWatch(plan.sensors(), limits, Bounds.patience(Bounds.NO_SAMPLE));
        supply = new SupplyWatch(limits);
        fan =
                plan.fan()
                        .map(FanPlan::tachometer)
                        .filter(each -> each == Tachometer.PRESENT)
                        .map(_ -> new FanWatch(Bounds.patience(limits.fanStalled())));
    }

    PowerPhase phase() {
        return phase;
    }

    Limits limits() {
        return limits;
    }

    HeatWatch heat() {
        return heat;
    }

    SupplyWatch supply() {
        return supply;
    }

    void observe(BoardSample sample, Moment moment) {
        supply.observe(sample.inputWatts(), sample.coreMillivolts(), moment, phase);
        heat.observe(sample::of, moment, phase, supply.trendWatts());
        fan.ifPresent(each -> each.observe(sample.fanRpm(), moment));
    }

    /** What forbids power now, of a board that has it. */
    Optional<Fault> fault(Moment moment) {
        return heat.fault(moment, phase)
                .or(() -> fan.flatMap(each -> each.fault(moment, phase)))
                .or(supply::fault);
    }

    /** Whether the chips run faster than they may, by the driver's word. */
    Optional<Fault> overFrequency(Reading<Double> frequencyMhz) {
        return frequencyMhz
                .known()
                .filter(each -> each > limits.frequencyMaxMhz() * (1 + FREQUENCY_ERROR))
                .map(each ->
                        new Fault(
                                "over-frequency",
                                "%.1f MHz, the limit is %.1f MHz"
                                        .formatted(each, limits.frequencyMaxMhz())));
    }

    /** Whether what can be known of a board without power is as it should be. */
    boolean isWell() {
        return heat.isCool() && fan.map(FanWatch::isTurning).orElse(true);
    }
}
