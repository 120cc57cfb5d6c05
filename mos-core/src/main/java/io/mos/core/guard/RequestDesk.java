package io.mos.core.guard;

import io.mos.core.device.BoardControl.Outcome;
import io.mos.core.device.BoardControl.ResetLine;
import io.mos.core.device.ProtectionPlan.Limits;
import io.mos.core.guard.GuardReadings.Power;
import io.mos.core.guard.rule.CoolDown.Cause;
import io.mos.core.guard.rule.CoolDown.CutOrder;
import io.mos.core.guard.rule.PowerPhase;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Serves a driver's requests, one between two samples, and refuses what must not be. Owner: the
 * guardian's thread.
 */
final class RequestDesk {

    /** A driver that needs more resets cannot bring its chips up, and hides them from the watch. */
    private static final int RELEASES = 6;

    private static final Duration RELEASES_WITHIN = Duration.ofMinutes(1);

    private final BoardKeeper keeper;
    private final BoardHands hands;
    private final RequestBox box;
    private final GuardNews news;
    private final TimeSource time;
    private final Listing listing;
    private final ArrayDeque<Long> releases = new ArrayDeque<>();
    private long servedOffs;

    /** Puts the board on the list of those to be made safe, before it gets power. */
    interface Listing {
        void add() throws IOException;
    }

    RequestDesk(BoardKeeper keeper, Post post, Listing listing) {
        this.keeper = keeper;
        this.listing = listing;
        hands = post.hands();
        box = post.box();
        news = post.news();
        time = post.time();
    }

    /** Power-off comes before whatever was asked before it. */
    void serve(Request request) {
        servePowerOff();
        switch (request) {
            case Request.PowerOn on -> news.answer(on.answer(), unlessOff(on.offs(), on));
            case Request.Reset reset -> news.answer(reset.answer(), unlessOff(reset.offs(), reset));
            case Request.SetVoltage set -> news.answer(set.answer(), unlessOff(set.offs(), set));
            case Request.Wake _ -> keeper.lookAtDriver();
        }
    }

    /** Once a turn too, should a wake have found the box full. */
    void servePowerOff() {
        if (box.offs() == servedOffs) {
            return;
        }
        servedOffs = box.offs();
        Outcome outcome =
                keeper.powerOff().<Outcome>map(Outcome.Failed::new).orElseGet(Outcome.Done::new);
        for (var answer = box.powerOffAnswer(); answer.isPresent(); answer = box.powerOffAnswer()) {
            news.answer(answer.get(), outcome);
        }
    }

    private Outcome unlessOff(long offs, Request request) {
        if (offs < servedOffs) {
            return new Outcome.Refused("power was asked off since");
        }
        if (keeper.power() instanceof Power.Cut cut) {
            return new Outcome.Refused(cut.why().name() + ": " + cut.why().detail());
        }
        return switch (request) {
            case Request.PowerOn on -> powerOn(on.millivolts());
            case Request.Reset reset -> reset(reset.line());
            case Request.SetVoltage set -> setVoltage(set.millivolts());
            case Request.Wake _ -> new Outcome.Done();
        };
    }

    private Outcome powerOn(int millivolts) {
        if (keeper.power() instanceof Power.On) {
            return new Outcome.Refused("it has power");
        }
        Optional<String> not =
                outside(millivolts)
                        .or(() -> keeper.rules().heat().hot().map(Fault::detail))
                        .or(this::notListed);
        if (not.isPresent()) {
            return new Outcome.Refused(not.get());
        }
        Optional<String> failed = hands.prepare().or(() -> hands.powerOn(millivolts));
        if (failed.isPresent()) {
            return cutFor("regulator-fault", failed.get());
        }
        keeper.poweredOn(millivolts);
        return new Outcome.Done();
    }

    private Outcome reset(ResetLine line) {
        return switch (line) {
            case HELD -> hold();
            case RELEASED -> release();
        };
    }

    private Outcome hold() {
        Optional<String> failed = hands.reset(ResetLine.HELD);
        if (failed.isPresent()) {
            return cutFor("board-does-not-answer", failed.get());
        }
        keeper.rules().phase().held();
        return new Outcome.Done();
    }

    /** Chips that run already do not start anew, and neither does the patience with them. */
    private Outcome release() {
        if (!(keeper.power() instanceof Power.On)) {
            return new Outcome.Refused("it has no power");
        }
        long now = time.nanos();
        while (!releases.isEmpty() && now - releases.getFirst() >= RELEASES_WITHIN.toNanos()) {
            releases.removeFirst();
        }
        if (releases.size() >= RELEASES) {
            return new Outcome.Refused("%d resets within a minute".formatted(RELEASES));
        }
        Optional<String> failed = hands.reset(ResetLine.RELEASED);
        if (failed.isPresent()) {
            return cutFor("board-does-not-answer", failed.get());
        }
        PowerPhase phase = keeper.rules().phase();
        if (!phase.isHashing()) {
            releases.addLast(now);
            phase.released(time.nanos());
        }
        return new Outcome.Done();
    }

    /**
     * More voltage means more heat: only for chips of which it is known that they run in bounds.
     */
    private Outcome setVoltage(int millivolts) {
        if (!(keeper.power() instanceof Power.On on)) {
            return new Outcome.Refused("it has no power");
        }
        Optional<String> not = outside(millivolts);
        if (not.isEmpty() && millivolts > on.millivolts()) {
            not = frequencyNotInBounds();
        }
        if (not.isPresent()) {
            return new Outcome.Refused(not.get());
        }
        Optional<String> failed = hands.setVoltage(millivolts);
        if (failed.isPresent()) {
            return cutFor("regulator-fault", failed.get());
        }
        keeper.voltageSet(millivolts);
        return new Outcome.Done();
    }

    private Optional<String> frequencyNotInBounds() {
        Optional<Double> runsAt = keeper.frequencyMhz().known().filter(Double::isFinite);
        if (runsAt.isEmpty()) {
            return Optional.of("no frequency is known to raise the voltage for");
        }
        return keeper.rules().overFrequency(keeper.frequencyMhz()).map(Fault::detail);
    }

    /** A board whose voltage cannot be set has 0 for it. */
    private Optional<String> outside(int millivolts) {
        if (hands.plan().regulator().isEmpty()) {
            return millivolts == 0
                    ? Optional.empty()
                    : Optional.of("this board's voltage cannot be set, 0 stands for it");
        }
        Limits limits = keeper.rules().limits();
        boolean isWithin =
                millivolts >= limits.voltageMinMillivolts()
                        && millivolts <= limits.voltageMaxMillivolts();
        return isWithin
                ? Optional.empty()
                : Optional.of(
                        "%d mV is not within %d to %d mV"
                                .formatted(
                                        millivolts,
                                        limits.voltageMinMillivolts(),
                                        limits.voltageMaxMillivolts()));
    }

    private Optional<String> notListed() {
        try {
            listing.add();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the list of powered boards cannot be written: " + e.getMessage());
        }
    }

    private Outcome cutFor(String name, String detail) {
        Fault fault = new Fault(name, detail);
        keeper.cut(new CutOrder(fault, Cause.BOARD));
        return new Outcome.Failed(fault);
    }
}
