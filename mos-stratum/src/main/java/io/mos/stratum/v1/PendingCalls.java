package io.mos.stratum.v1;

import io.mos.core.chain.VersionDialect;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Calls that wait for their reply, oldest first. A reply belongs to the oldest call with its id:
 * ids need not be unique. Owner: the session.
 */
final class PendingCalls {

    /** What was asked, and what its reply will need. */
    sealed interface Asked {

        /** Whether a pool that does not answer this is dead. */
        default boolean mustBeAnswered() {
            return switch (this) {
                case Subscribe _, Authorize _, KeepAlive _, Submit _ -> true;
                case Configure _, MayIgnore _ -> false;
            };
        }

        record Configure(boolean isSecondTry) implements Asked {}

        record Subscribe() implements Asked {}

        record Authorize() implements Asked {}

        /** A call that pools may ignore: suggest_difficulty, extranonce.subscribe. */
        record MayIgnore() implements Asked {}

        /** A repeated configure of a pool that has answered one before. */
        record KeepAlive() implements Asked {}

        /**
         * A share.
         *
         * @param dialect how its version bits were encoded
         * @param isTelling whether another dialect would have encoded them differently
         * @param earlier the verdict of its first try, when this is the second
         */
        record Submit(
                long ticket,
                Share share,
                VersionDialect dialect,
                boolean isTelling,
                Optional<ShareVerdict> earlier)
                implements Asked {}
    }

    /** One call that waits. */
    record Pending(MessageId id, Asked asked, long sentNanos) {}

    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private boolean hasSeenIds;

    void add(Pending pending) {
        waiting.addLast(pending);
    }

    int size() {
        return waiting.size();
    }

    /**
     * Takes the call this reply answers. Pools that leave ids out answer in order, and not at all
     * what they need not answer; of a pool that has used ids, one reply without belongs to the only
     * call that waits, if there is only one.
     */
    Optional<Pending> take(MessageId id) {
        if (id.isPresent()) {
            Optional<Pending> answered = first(pending -> pending.id().matches(id));
            hasSeenIds |= answered.isPresent();
            return answered;
        }
        if (hasSeenIds) {
            return waiting.size() == 1 ? Optional.of(waiting.removeFirst()) : Optional.empty();
        }
        return first(pending -> pending.asked().mustBeAnswered()).or(() -> first(_ -> true));
    }

    private Optional<Pending> first(Predicate<Pending> isMeant) {
        for (Iterator<Pending> i = waiting.iterator(); i.hasNext(); ) {
            Pending pending = i.next();
            if (isMeant.test(pending)) {
                i.remove();
                return Optional.of(pending);
            }
        }
        return Optional.empty();
    }

    /** Forgets calls sent before {@code nanos}; the ones that should have been answered. */
    List<Pending> expire(long nanos) {
        List<Pending> missed = new ArrayList<>();
        for (Iterator<Pending> i = waiting.iterator(); i.hasNext(); ) {
            Pending pending = i.next();
            if (pending.sentNanos() - nanos > 0) {
                continue;
            }
            if (pending.asked().mustBeAnswered()) {
                missed.add(pending);
            } else {
                i.remove();
            }
        }
        return missed;
    }

    /** Takes everything, because no reply will come any more. */
    List<Pending> drain() {
        List<Pending> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
