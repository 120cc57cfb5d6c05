package io.mos.stratum.server;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Target;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Which difficulty one miner has, and which counts for the jobs it got earlier. Owner: the session.
 *
 * <p>The miner's wish and the steering move it between two bounds: never below the server's lowest
 * or what the miner said is its lowest, and else never above what the source wants, since shares
 * the source would credit must not be lost here.
 *
 * <p>Each change begins a new issue, whose number goes out with the job ids. Miners apply a change
 * at once or with their next job: for a job of an earlier issue the lowest difficulty since counts
 * (stratum fact sheet 1.1, {@code mining.set_difficulty}).
 */
final class DifficultyPlan {

    /** Changes while a job can still be hashed on; steering makes at most four a minute. */
    private static final int MAX_STEPS = 16;

    private final Difficulty lowest;
    private final Vardiff vardiff;
    private final Deque<Step> steps = new ArrayDeque<>(2);
    private Difficulty minersLowest;
    private Difficulty wished;
    private boolean isFixed;

    /** The difficulty from one issue to the next. */
    record Step(long issue, Difficulty difficulty, Target target) {

        private static Step of(long issue, Difficulty difficulty) {
            return new Step(issue, difficulty, difficulty.target());
        }
    }

    DifficultyPlan(ServerConfig config, long nowNanos) {
        lowest = config.minDifficulty();
        minersLowest = lowest;
        wished = config.startDifficulty();
        vardiff = new Vardiff(config.sharesPerMinute(), nowNanos);
        steps.add(Step.of(0, wished));
    }

    Difficulty current() {
        return steps.getLast().difficulty();
    }

    long issue() {
        return steps.getLast().issue();
    }

    /** The miner takes nothing easier (BIP310 minimum-difficulty); a later word replaces this. */
    void atLeast(Difficulty minimum) {
        minersLowest = minimum;
    }

    /** The miner would like to have this one; not after it fixed another. */
    void wish(Difficulty difficulty) {
        if (!isFixed) {
            wished = difficulty;
        }
    }

    /** The miner would like to keep this one: no steering. */
    void fix(Difficulty difficulty) {
        wished = difficulty;
        isFixed = true;
    }

    void onFirstJob(long nowNanos) {
        vardiff.restart(nowNanos);
    }

    void onShare(Step counted) {
        vardiff.onShare(counted.difficulty());
    }

    /** Whether the rate of shares asks for another difficulty. */
    boolean steer(long nowNanos) {
        if (isFixed) {
            return false;
        }
        Optional<Difficulty> better = vardiff.look(current(), nowNanos);
        better.ifPresent(this::wish);
        return better.isPresent();
    }

    /**
     * Puts the wish in force, within the bounds.
     *
     * @param sourceDifficulty of the job that goes out with it
     * @return whether the miner must be told
     */
    boolean advance(Difficulty sourceDifficulty) {
        Difficulty next = max(max(lowest, minersLowest), min(wished, sourceDifficulty));
        if (next.equals(current())) {
            return false;
        }
        steps.add(Step.of(issue() + 1, next));
        if (steps.size() > MAX_STEPS) {
            steps.removeFirst();
        }
        return true;
    }

    /** What counts for a job of this issue: the easiest since; nothing for one we never made. */
    Optional<Step> easiestSince(long issue) {
        if (issue < steps.getFirst().issue() || issue > issue()) {
            return Optional.empty();
        }
        return steps.stream()
                .filter(step -> step.issue() >= issue)
                .min((a, b) -> a.difficulty().compareTo(b.difficulty()));
    }

    private static Difficulty max(Difficulty a, Difficulty b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Difficulty min(Difficulty a, Difficulty b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
