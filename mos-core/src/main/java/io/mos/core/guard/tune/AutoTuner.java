package io.mos.core.guard.tune;

import io.mos.core.guard.tune.TuningRange.Move;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Climbs from a point that works to better ones. Each move changes frequency or voltage by one
 * step, never both, and each point is judged before the next move; what is not healthy or not
 * better leads back to the best point known.
 *
 * <p>Pure: told of observations and faults, says where to go. Whoever drives it takes each move to
 * its end, waits until the board has settled, and begins the observation anew; a board that is held
 * back for its heat is not to be observed. Owner: one thread.
 */
public final class AutoTuner {

    /** Less than this is chance. */
    private static final double BETTER = 1.005;

    private final TuningGoal goal;
    private final TuningRange range;
    private final Set<TuningPoint> bad = new HashSet<>();
    private final Set<TuningPoint> tried = new HashSet<>();
    private final ArrayDeque<Move> way = new ArrayDeque<>();
    private TuningPoint current;
    private TuningPoint best;
    private double bestScore = Double.NEGATIVE_INFINITY;
    private boolean isBestProven;
    private int nextWay;
    private State state = State.PROVING;

    private enum State {
        /** The best point is a hope yet. */
        PROVING,
        /** On a way that may lead to a better one. */
        TRYING,
        /** On the way back to the best point. */
        RETURNING,
        /** No way leads to a better one. */
        SETTLED
    }

    /**
     * A tuner that begins at a point.
     *
     * @param start such as the last good one; taken down to what the range allows
     */
    public AutoTuner(TuningGoal goal, TuningRange range, TuningPoint start) {
        this.goal = goal;
        this.range = range;
        current = range.atMost(start);
        best = current;
    }

    /** Where the board is to run now. */
    public TuningPoint current() {
        return current;
    }

    /** The best point that was found healthy, to be kept for the next start. */
    public Optional<TuningPoint> lastGood() {
        return isBestProven ? Optional.of(best) : Optional.empty();
    }

    /** Whether there is nothing left to try. */
    public boolean isSettled() {
        return state == State.SETTLED;
    }

    /**
     * Takes in what was seen at the current point. To be called again and again, about each five
     * seconds, with the observation as it grows.
     *
     * @return where to go, one step away; empty to stay
     */
    public Optional<TuningPoint> observe(Observation seen) {
        if (state == State.RETURNING) {
            return stepBack();
        }
        if (!seen.isEnough()) {
            return Optional.empty();
        }
        return seen.isHealthy() ? healthy(seen) : unhealthy();
    }

    /**
     * The guardian cut the board off, or it failed otherwise. Where it was is never gone to again.
     *
     * @return where to bring it up again
     */
    public TuningPoint faulted() {
        bad.add(current);
        way.clear();
        if (current.equals(best)) {
            giveUpBest();
        } else {
            state = isBestProven ? State.SETTLED : State.PROVING;
            chooseWay();
        }
        current = best;
        return current;
    }

    private Optional<TuningPoint> healthy(Observation seen) {
        if (!goal.canBeSeen(seen)) {
            isBestProven = true;
            state = State.SETTLED;
            return Optional.empty();
        }
        return switch (state) {
            case PROVING -> {
                accept(seen);
                yield next();
            }
            case TRYING -> {
                if (!way.isEmpty()) {
                    yield go(way.removeFirst());
                }
                tried.add(current);
                boolean isBetter = goal.score(seen) > bestScore * BETTER;
                if (isBetter) {
                    accept(seen);
                    yield next();
                }
                state = State.RETURNING;
                yield stepBack();
            }
            case RETURNING, SETTLED -> Optional.empty();
        };
    }

    private Optional<TuningPoint> unhealthy() {
        bad.add(current);
        way.clear();
        if (current.equals(best)) {
            giveUpBest();
        }
        state = State.RETURNING;
        return stepBack();
    }

    private void accept(Observation seen) {
        tried.add(current);
        best = current;
        bestScore = goal.score(seen);
        isBestProven = true;
        nextWay = 0;
    }

    /** The best point failed after all: hope for the one below it, which has to prove itself. */
    private void giveUpBest() {
        best = range.move(best, Move.SLOWER).or(() -> range.move(best, Move.LOWER)).orElse(best);
        bestScore = Double.NEGATIVE_INFINITY;
        isBestProven = false;
        nextWay = 0;
        state = State.PROVING;
    }

    /** From the best point on, along the next way that leads anywhere. */
    private Optional<TuningPoint> next() {
        chooseWay();
        return way.isEmpty() ? Optional.empty() : go(way.removeFirst());
    }

    private void chooseWay() {
        List<List<Move>> ways = goal.ways();
        while (isBestProven && way.isEmpty() && nextWay < ways.size()) {
            List<Move> candidate = ways.get(nextWay);
            nextWay++;
            if (leadsSomewhere(candidate)) {
                way.addAll(candidate);
            }
        }
        if (isBestProven) {
            state = way.isEmpty() ? State.SETTLED : State.TRYING;
        }
    }

    /** No point is tried twice: what a fan or a meter says is never quite the same. */
    private boolean leadsSomewhere(List<Move> moves) {
        Optional<TuningPoint> point = Optional.of(best);
        for (Move each : moves) {
            point = point.flatMap(from -> range.move(from, each)).filter(at -> !bad.contains(at));
        }
        return point.filter(at -> !tried.contains(at)).isPresent();
    }

    private Optional<TuningPoint> go(Move move) {
        Optional<TuningPoint> to = range.move(current, move);
        to.ifPresent(point -> current = point);
        return to;
    }

    /** Towards the best point: frequency down before voltage, voltage up before frequency. */
    private Optional<TuningPoint> stepBack() {
        Optional<Move> move = wayBack();
        if (move.isPresent()) {
            return go(move.get());
        }
        state = isBestProven ? State.SETTLED : State.PROVING;
        return next();
    }

    private Optional<Move> wayBack() {
        double mhz = current.frequencyMhz() - best.frequencyMhz();
        int millivolts = current.voltageMillivolts() - best.voltageMillivolts();
        if (mhz > 0) {
            return Optional.of(Move.SLOWER);
        }
        if (millivolts != 0) {
            return Optional.of(millivolts > 0 ? Move.LOWER : Move.HIGHER);
        }
        return mhz < 0 ? Optional.of(Move.FASTER) : Optional.empty();
    }
}
