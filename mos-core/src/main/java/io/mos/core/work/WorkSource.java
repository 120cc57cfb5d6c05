package io.mos.core.work;

/** A pool connection with its backups, the user's node, or a synthetic source. */
public interface WorkSource {

    SourceId id();

    /** Registers the one listener; called once, before the source is started. */
    void subscribe(JobListener listener);

    /** Where shares of this source's jobs go. */
    ShareSink shares();

    /** A snapshot of the source's connections; any thread, never blocks. */
    SourceStatus status();
}
