package io.mos.stratum.failover;

import io.mos.core.work.Job;
import java.time.Duration;

/**
 * Hears what one connection has to tell, in order, from one thread at a time; must only hand over.
 */
public interface UpstreamListener {

    /** We are connected and authorised; jobs follow. At most once. */
    void onReady();

    /** A job to mine on, with the source and epoch of the connection's terms. After onReady. */
    void onJob(Job job);

    /** All jobs of this connection are void and the next is not there yet, because of this. */
    void onDry(String reason);

    /** A request was answered. */
    void onReply(Duration took);

    /** Text for people, already fit for a log. */
    void onMessage(String text);

    /** The connection ended by itself, or never came up. At most once, and the last call. */
    void onDown(UpstreamFailure failure);
}
