package io.mos.core.work;

/**
 * Receives what a {@link WorkSource} has to hash; called on the source's thread, must only hand
 * over.
 */
public interface JobListener {

    /** A new job; with {@link Job.Renewal#REPLACE} all older ones of this source are void. */
    void onJob(Job job);

    /** The source has nothing to hash until its next job, because of {@code reason}. */
    void onDry(SourceId source, String reason);
}
