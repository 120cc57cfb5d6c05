package io.mos.core.agent;

import io.mos.core.work.Job;
import io.mos.core.work.SourceId;

/** The newest thing a source said, on its way to the agent loop; at most one waits per source. */
sealed interface SourceUpdate {

    /** Something to hash; {@code atNanos} is when the source gave it. */
    record NewJob(Job job, long atNanos) implements SourceUpdate {}

    /** Nothing to hash. */
    record Dry(SourceId source, String reason) implements SourceUpdate {}

    /**
     * What is left of two updates nobody looked at between: the newer, but nothing is un-voided.
     */
    static SourceUpdate merge(SourceUpdate untaken, SourceUpdate newest) {
        return switch (newest) {
            case Dry dry -> dry;
            case NewJob fresh ->
                    voidsOlder(untaken)
                            ? new NewJob(fresh.job().replacing(), fresh.atNanos())
                            : fresh;
        };
    }

    private static boolean voidsOlder(SourceUpdate update) {
        return switch (update) {
            case Dry _ -> true;
            case NewJob earlier -> earlier.job().renewal() == Job.Renewal.REPLACE;
        };
    }
}
