package io.mos.stratum.failover;

import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import java.util.concurrent.CompletionStage;

/** One connection to an endpoint, from the attempt to its end. Called on the owner's loop. */
public interface UpstreamConnection {

    /**
     * Submits a share of a job of this connection; never blocks and never throws for an I/O
     * problem. The stage completes exactly once and never exceptionally, on whatever thread the
     * connection runs: with {@link ShareVerdict.Unanswered} when the connection ends first.
     */
    CompletionStage<ShareVerdict> submit(Share share);

    /**
     * Ends the connection: what is pending completes, and the listener hears nothing more. A second
     * call does nothing.
     */
    void close();
}
