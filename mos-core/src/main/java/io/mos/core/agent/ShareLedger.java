package io.mos.core.agent;

import io.mos.core.telemetry.ShareCount;
import io.mos.core.work.ShareVerdict;
import java.time.Instant;
import java.util.Optional;

/** Counts shares by what became of them. Owner: agent loop. */
final class ShareLedger {

    private ShareCount count = ShareCount.NONE;
    private Optional<Instant> lastAcceptedAt = Optional.empty();

    void add(ShareVerdict verdict, double shareDifficulty, Instant at) {
        count =
                switch (verdict) {
                    case ShareVerdict.Accepted _ -> accepted(shareDifficulty, at);
                    case ShareVerdict.Rejected _ -> plus(0, 1, 0, 0);
                    case ShareVerdict.Stale _ -> plus(0, 0, 1, 0);
                    case ShareVerdict.Unanswered _ -> plus(0, 0, 0, 1);
                };
    }

    void addBlock() {
        count =
                new ShareCount(
                        count.accepted(),
                        count.rejected(),
                        count.stale(),
                        count.unanswered(),
                        count.acceptedDifficulty(),
                        count.blocks() + 1);
    }

    ShareCount count() {
        return count;
    }

    Optional<Instant> lastAcceptedAt() {
        return lastAcceptedAt;
    }

    private ShareCount accepted(double shareDifficulty, Instant at) {
        lastAcceptedAt = Optional.of(at);
        ShareCount next = plus(1, 0, 0, 0);
        return new ShareCount(
                next.accepted(),
                next.rejected(),
                next.stale(),
                next.unanswered(),
                next.acceptedDifficulty() + shareDifficulty,
                next.blocks());
    }

    private ShareCount plus(int accepted, int rejected, int stale, int unanswered) {
        return new ShareCount(
                count.accepted() + accepted,
                count.rejected() + rejected,
                count.stale() + stale,
                count.unanswered() + unanswered,
                count.acceptedDifficulty(),
                count.blocks());
    }
}
