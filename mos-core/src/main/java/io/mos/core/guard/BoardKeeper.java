package io.mos.core.guard;

import io.mos.core.device.ProtectionPlan;
import io.mos.core.device.ProtectionPlan.CutOff;
import io.mos.core.guard.GuardReadings.Power;
import io.mos.core.guard.RequestBox.Heartbeat;
import io.mos.core.guard.rule.CoolDown;
import io.mos.core.guard.rule.CoolDown.Cause;
import io.mos.core.guard.rule.CoolDown.CutOrder;
import io.mos.core.guard.rule.CoolDown.Sight;
import io.mos.core.guard.rule.HeatWatch;
import io.mos.core.guard.rule.Moment;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps one board safe, turn by turn: looks at it, takes hash power away when a rule says so, sets
 * the fan, gives power free again. Owner: the guardian's thread.
 */
final class BoardKeeper {

    /** A board that did not let itself be prepared is tried again. */
    private static final Duration PREPARE_EVERY = Duration.ofSeconds(2);

    /**
     * A board that is met for the first time has no power, so nothing is lost by asking again: the
     * code that asks is cold, and a slow computer takes longer for it than a bus does.
     */
    private static final int FIRST_TRIES = 4;

    /** A cut that fails is tried each turn and told of this often. */
    private static final Duration TELL_CUT_EVERY = Duration.ofMinutes(1);

    private final BoardHands hands;
    private final RequestBox box;
    private final GuardNews news;
    private final TimeSource time;
    private final SafetyRules rules;
    private final CoolDown coolDown = new CoolDown();
    private final Ventilation ventilation;
    private final AtomicReference<GuardReadings> readings;
    private Power power = new Power.Off();
    private boolean isSafe;
    private boolean isPrepared;
    private long preparedNanos;
    private long cutNanos;
    private long toldCutNanos;
    private long plannedNanos;

    BoardKeeper(Post post, GuardSettings settings) {
        hands = post.hands();
        box = post.box();
        news = post.news();
        time = post.time();
        ProtectionPlan plan = hands.plan();
        rules =
                new SafetyRules(
                        plan, settings.user().narrow(settings.policy().narrow(plan.limits())));
        ventilation = new Ventilation(hands, settings.quiet(), rules.limits(), time.nanos());
        readings = new AtomicReference<>(GuardReadings.none(time.now()));
        plannedNanos = time.nanos();
        toldCutNanos = plannedNanos - TELL_CUT_EVERY.toNanos();
    }

    /** Any thread. */
    GuardReadings readings() {
        return readings.get();
    }

    SafetyRules rules() {
        return rules;
    }

    Power power() {
        return power;
    }

    /** The first look: tells what the board lacks, and makes sure that it is off. */
    void begin() {
        ProtectionPlan plan = hands.plan();
        SafeOff.withoutCutOff(plan.cutOff()).ifPresent(why -> news.unguarded(time.now(), why));
        if (plan.sensors().isEmpty()) {
            news.unguarded(time.now(), "no temperature sensor");
        }
        prepare(FIRST_TRIES);
    }

    /** Looks at the board once and does what follows. */
    void turn() {
        long began = time.nanos();
        Duration behind = Duration.ofNanos(Math.max(0, began - plannedNanos));
        plannedNanos = began + Bounds.PERIOD.toNanos();
        Instant from = time.now();
        BoardSample sample = hands.sample(from);
        Moment moment = new Moment(began, time.nanos(), from, time.now());
        rules.observe(sample, moment);
        act(moment);
        ventilation.turn(rules, power, runsAtMhz(), moment).ifPresent(news::advise);
        readings.set(told(sample, moment));
        long doubtful = rules.phase().isOn() ? rules.heat().doubtful() : 0;
        news.sampled(Duration.ofNanos(moment.doneNanos() - began), behind, doubtful);
    }

    private void act(Moment moment) {
        switch (power) {
            case Power.On _ -> whyNotOn(moment).ifPresent(this::cut);
            case Power.Cut cut -> {
                tellStillHot(cut);
                if (!isSafe) {
                    cutAgain();
                } else if (!isPrepared && isTimeToPrepare()) {
                    prepare();
                } else if (mayBeAllowed(moment)) {
                    allow();
                }
            }
            case Power.Off _ -> box.takeGone();
        }
    }

    private Optional<CutOrder> whyNotOn(Moment moment) {
        return rules.fault(moment)
                .or(ventilation::fault)
                .or(() -> rules.overFrequency(frequencyMhz()))
                .map(fault -> new CutOrder(fault, Cause.BOARD))
                .or(() -> driverGone(moment));
    }

    /** Told to look between two samples. */
    void lookAtDriver() {
        if (power instanceof Power.On) {
            box.takeGone().ifPresent(fault -> cut(new CutOrder(fault, Cause.DRIVER)));
        }
    }

    private Optional<CutOrder> driverGone(Moment moment) {
        return box.takeGone()
                .or(() -> missedHeartbeat(moment))
                .map(fault -> new CutOrder(fault, Cause.DRIVER));
    }

    private Optional<Fault> missedHeartbeat(Moment moment) {
        long onSince = rules.phase().onSinceNanos();
        long since =
                box.heartbeat()
                        .map(Heartbeat::nanos)
                        .filter(each -> each - onSince > 0)
                        .orElse(onSince);
        return moment.isPast(since, BoardGuard.HEARTBEAT_LIMIT)
                ? Optional.of(new Fault("driver-gone", "no sign of life of the driver"))
                : Optional.empty();
    }

    /** Takes hash power away, whatever the board says to it; then the fan, then the news. */
    void cut(CutOrder order) {
        Optional<String> trouble = hands.cut();
        ventilation.full();
        rules.phase().off();
        isSafe = trouble.isEmpty() || isHopeless();
        isPrepared = false;
        preparedNanos = time.nanos() - PREPARE_EVERY.toNanos();
        cutNanos = time.nanos();
        coolDown.cut(order.cause(), cutNanos);
        Instant now = time.now();
        Fault told = withRestarts(order.fault());
        power = new Power.Cut(told, now);
        if (order.fault().name().equals(HeatWatch.OVER_TEMPERATURE)) {
            ventilation.afterHeat(runsAtMhz(), time.nanos()).ifPresent(news::advise);
        }
        news.cut(now, told);
        trouble.ifPresent(this::tellCutFailed);
    }

    private Fault withRestarts(Fault fault) {
        return coolDown.isExhausted(time.nanos())
                ? new Fault(
                        fault.name(),
                        fault.detail()
                                + "; it was started anew %d times within an hour and has to wait"
                                        .formatted(CoolDown.RESTARTS))
                : fault;
    }

    private void cutAgain() {
        Optional<String> trouble = hands.cut();
        isSafe = trouble.isEmpty();
        if (time.nanos() - toldCutNanos >= TELL_CUT_EVERY.toNanos()) {
            trouble.ifPresent(this::tellCutFailed);
        } else if (!isSafe) {
            news.countCutFailure();
        }
    }

    /** Hot for a minute without power: it has power after all, or something burns. */
    private void tellStillHot(Power.Cut cut) {
        boolean isTime = time.nanos() - toldCutNanos >= TELL_CUT_EVERY.toNanos();
        if (isTime && time.nanos() - cutNanos >= TELL_CUT_EVERY.toNanos()) {
            rules.heat()
                    .hot()
                    .ifPresent(hot ->
                            tellCutFailed(
                                    "still hot after " + cut.why().name() + ": " + hot.detail()));
        }
    }

    private void tellCutFailed(String why) {
        toldCutNanos = time.nanos();
        news.countCutFailure();
        news.cutFailed(time.now(), why);
    }

    /** The driver wants no power. */
    Optional<Fault> powerOff() {
        if (power instanceof Power.Cut) {
            return isSafe ? Optional.empty() : Optional.of(new Fault("cut-failed", "still trying"));
        }
        Optional<Fault> failed = hands.cut().map(why -> new Fault("cut-failed", why));
        if (failed.isPresent() && !isHopeless()) {
            cut(new CutOrder(failed.get(), Cause.BOARD));
            return isSafe ? Optional.empty() : failed;
        }
        rules.phase().off();
        power = new Power.Off();
        return failed;
    }

    /** Trying again what cannot be done would only keep the board from ever being allowed. */
    private boolean isHopeless() {
        return hands.plan().cutOff() instanceof CutOff.Impossible;
    }

    /** Power came on. */
    void poweredOn(int millivolts) {
        rules.phase().on(time.nanos());
        rules.supply().setTo(millivolts, time.nanos());
        isSafe = false;
        power = new Power.On(millivolts);
    }

    /** The supply changed while it is on. */
    void voltageSet(int millivolts) {
        rules.supply().setTo(millivolts, time.nanos());
        power = new Power.On(millivolts);
    }

    /** What the chips run at by the driver's word, while that is not old. */
    Reading<Double> frequencyMhz() {
        return box.heartbeat()
                .map(Heartbeat::frequencyMhz)
                .orElseGet(() -> Reading.unknown("no driver", time.now()));
    }

    private double runsAtMhz() {
        return frequencyMhz()
                .known()
                .filter(Double::isFinite)
                .orElse(rules.limits().frequencyMaxMhz());
    }

    private boolean isTimeToPrepare() {
        return time.nanos() - preparedNanos >= PREPARE_EVERY.toNanos();
    }

    /** A board that does not let itself be prepared counts as cut off, until it does. */
    private void prepare() {
        prepare(1);
    }

    private void prepare(int tries) {
        Optional<String> trouble = hands.prepare();
        for (int i = 1; i < tries && trouble.isPresent(); i++) {
            trouble = hands.prepare();
        }
        isPrepared = trouble.isEmpty();
        isSafe = isPrepared;
        if (!isPrepared && !(power instanceof Power.Cut)) {
            Fault fault = new Fault("board-does-not-answer", trouble.orElse(""));
            cut(new CutOrder(fault, Cause.DRIVER));
        }
        preparedNanos = time.nanos();
    }

    private boolean mayBeAllowed(Moment moment) {
        Sight sight = rules.heat().heat().isComplete() ? Sight.CLEAR : Sight.BLIND;
        return isPrepared
                && rules.isWell()
                && coolDown.isOver(moment.doneNanos(), sight)
                && box.heartbeat()
                        .filter(each -> !moment.isPast(each.nanos(), BoardGuard.HEARTBEAT_LIMIT))
                        .isPresent();
    }

    private void allow() {
        box.takeGone();
        coolDown.restarted(time.nanos());
        power = new Power.Off();
        news.allowed(time.now());
    }

    private GuardReadings told(BoardSample sample, Moment moment) {
        Reading<Double> absent = Reading.unknown("not measured", moment.until());
        return new GuardReadings(
                power,
                rules.heat().sensors(moment),
                sample.inputWatts().orElse(absent),
                sample.coreMillivolts().orElse(absent),
                sample.fanRpm().orElse(absent),
                ventilation.percent(time.now()));
    }
}
