package io.mos.core.guard.tune;

import io.mos.core.guard.tune.TuningRange.Move;
import java.util.List;

/** What a board is tuned towards. */
public enum TuningGoal {
    /** As many hashes as it can make without errors and heat. */
    HASHRATE,

    /** As many hashes as it can make for its power. */
    EFFICIENCY,

    /** A fan as slow as it can be, and with that as many hashes as there can be. */
    NOISE;

    /** A fan this slow is not heard, and slower ones do not get. */
    private static final double QUIET_PERCENT = 35;

    /** Ways from a good point to another that may be better, in the order they are tried. */
    List<List<Move>> ways() {
        return switch (this) {
            case HASHRATE -> List.of(List.of(Move.FASTER), List.of(Move.HIGHER, Move.FASTER));
            case EFFICIENCY, NOISE ->
                    List.of(
                            List.of(Move.LOWER),
                            List.of(Move.SLOWER, Move.LOWER),
                            List.of(Move.SLOWER, Move.SLOWER, Move.LOWER),
                            List.of(Move.SLOWER, Move.SLOWER, Move.SLOWER, Move.LOWER),
                            List.of(Move.SLOWER),
                            List.of(Move.FASTER));
        };
    }

    /** How good a healthy point is; the more the better, and of one sign for one goal. */
    double score(Observation seen) {
        return switch (this) {
            case HASHRATE -> seen.provenGhs();
            case EFFICIENCY -> seen.provenGhs() / seen.watts().orElse(Double.POSITIVE_INFINITY);
            case NOISE ->
                    seen.fanPercent() <= QUIET_PERCENT
                            ? 1_000 + seen.provenGhs()
                            : 1_000 / seen.fanPercent();
        };
    }

    /** Whether the goal can be told from what this board measures. */
    boolean canBeSeen(Observation seen) {
        return switch (this) {
            case HASHRATE, NOISE -> true;
            case EFFICIENCY -> seen.watts().isPresent();
        };
    }
}
