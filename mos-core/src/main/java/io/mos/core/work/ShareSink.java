package io.mos.core.work;

import java.util.concurrent.CompletionStage;

/** Where shares go: a pool connection, the user's node, or a test. */
@FunctionalInterface
public interface ShareSink {

    /**
     * Submits a share; never blocks and never throws for an I/O problem. The stage completes on the
     * source's thread with the verdict, {@link ShareVerdict.Unanswered} included, never
     * exceptionally; continue into a mailbox.
     */
    CompletionStage<ShareVerdict> submit(Share share);
}
