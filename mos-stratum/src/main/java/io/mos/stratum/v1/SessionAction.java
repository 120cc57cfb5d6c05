package io.mos.stratum.v1;

import io.mos.core.work.Job;
import io.mos.core.work.ShareVerdict;
import io.mos.stratum.failover.UpstreamFailure;
import java.time.Duration;

/** What a {@link V1Session} wants done, in order. */
sealed interface SessionAction {

    /** Write this line. */
    record Send(V1Message message) implements SessionAction {}

    /** Subscribed and authorised. */
    record Ready() implements SessionAction {}

    /** Hash this from now on. */
    record Mine(Job job) implements SessionAction {}

    /** The share handed in with this ticket has come to its end. */
    record Judge(long ticket, ShareVerdict verdict) implements SessionAction {}

    /** A request was answered. */
    record Replied(Duration took) implements SessionAction {}

    /** Show this to people. */
    record Tell(String text) implements SessionAction {}

    /** Drop the connection; the last action of a session. */
    record Close(UpstreamFailure failure) implements SessionAction {}
}
