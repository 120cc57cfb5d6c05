package io.mos.core.guard;

import io.mos.core.device.ProtectionPlan.FanPlan;
import io.mos.core.device.ProtectionPlan.Limits;
import io.mos.core.device.ThermalAdvice;
import io.mos.core.guard.GuardReadings.Power;
import io.mos.core.guard.rule.FanController;
import io.mos.core.guard.rule.FrequencyAdvisor;
import io.mos.core.guard.rule.FrequencyAdvisor.Fan;
import io.mos.core.guard.rule.Heat;
import io.mos.core.guard.rule.Moment;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sets a board's fan, within quiet hours if there are some, and says how fast the chips may run
 * with it. Owner: the guardian's thread.
 */
final class Ventilation {

    /** A part that lost its setting gets it back. */
    private static final Duration REPEAT = Duration.ofSeconds(10);

    /** A fan that cannot be set this often in a row is out of control (BM13XX sheet §13). */
    private static final int FAILURES = 3;

    /** What a fan must have left for the chips to run faster again. */
    private static final int RESERVE_PERCENT = 10;

    private final BoardHands hands;
    private final Optional<FanPlan> plan;
    private final Optional<QuietHours> quiet;
    private final FanController controller;
    private final FrequencyAdvisor advisor;
    private int percent = -1;
    private long setNanos;
    private int failures;
    private String trouble = "";

    Ventilation(BoardHands hands, Optional<QuietHours> quiet, Limits limits, long nanos) {
        this.hands = hands;
        this.quiet = quiet;
        plan = hands.plan().fan();
        controller = new FanController(plan.map(FanPlan::minPercent).orElse(0));
        advisor = new FrequencyAdvisor(limits.frequencyMaxMhz(), nanos);
    }

    /** Sets the fan for what the rules see; advice for the driver where there is some. */
    Optional<ThermalAdvice> turn(SafetyRules rules, Power power, double runsAtMhz, Moment moment) {
        Heat heat = rules.heat().heat();
        int ceiling = ceiling(moment.until());
        int wanted =
                switch (power) {
                    case Power.On _ -> controller.next(heat, ceiling, moment.nanos());
                    case Power.Off _ -> idle(heat, ceiling, moment);
                    case Power.Cut _ -> FanController.FULL;
                };
        boolean isDue = moment.nanos() - setNanos >= REPEAT.toNanos();
        if (wanted != percent || isDue) {
            set(wanted, moment.nanos());
        }
        return rules.phase().isHashing()
                ? advisor.next(heat, fan(wanted, ceiling), runsAtMhz, moment.nanos())
                : Optional.empty();
    }

    /** Full at once. */
    void full() {
        set(FanController.FULL, setNanos);
    }

    Optional<ThermalAdvice> afterHeat(double runsAtMhz, long nanos) {
        return advisor.afterCut(runsAtMhz, nanos);
    }

    /** That the fan cannot be set. */
    Optional<Fault> fault() {
        return failures >= FAILURES
                ? Optional.of(new Fault("fan-fault", "the fan cannot be set: " + trouble))
                : Optional.empty();
    }

    Reading<Double> percent(Instant now) {
        return percent < 0
                ? Reading.unknown(plan.isPresent() ? "not set yet" : "no fan", now)
                : Reading.of((double) percent, now, "set");
    }

    private int ceiling(Instant now) {
        return quiet.filter(each -> each.isQuiet(now))
                .map(QuietHours::maxFanPercent)
                .orElse(FanController.FULL);
    }

    /** Chips without power may tell no temperature; that is no reason to howl. */
    private int idle(Heat heat, int ceiling, Moment moment) {
        int floor = Math.max(FanController.FLOOR, plan.map(FanPlan::minPercent).orElse(0));
        return heat.isComplete() ? controller.next(heat, ceiling, moment.nanos()) : floor;
    }

    private Fan fan(int wanted, int ceiling) {
        if (plan.isPresent() && wanted < ceiling) {
            return wanted <= ceiling - RESERVE_PERCENT ? Fan.HAS_RESERVE : Fan.REGULATES;
        }
        return ceiling < FanController.FULL ? Fan.QUIET : Fan.FULL;
    }

    /** Not known what it is set to when that failed. */
    private void set(int wanted, long nanos) {
        if (plan.isEmpty()) {
            return;
        }
        Optional<String> failed = hands.setFan(wanted);
        setNanos = nanos;
        percent = failed.isEmpty() ? wanted : -1;
        failures = failed.isEmpty() ? 0 : Math.min(FAILURES, failures + 1);
        trouble = failed.orElse("");
    }
}
