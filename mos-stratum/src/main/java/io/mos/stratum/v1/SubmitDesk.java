package io.mos.stratum.v1;

import io.mos.core.chain.VersionDialect;
import io.mos.core.chain.VersionMask;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.stratum.v1.PendingCalls.Asked;
import io.mos.stratum.v1.PendingCalls.Pending;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Hands shares in and judges each by the pool's reply, in the dialect of version bits that the pool
 * has shown, or in two where it has not yet. Owner: the session.
 */
final class SubmitDesk {

    private final String user;
    private final JobDesk jobs;
    private final DialectFinder dialects;
    private final SessionOutbox outbox;

    SubmitDesk(String user, JobDesk jobs, DialectFinder dialects, SessionOutbox outbox) {
        this.user = user;
        this.jobs = jobs;
        this.dialects = dialects;
        this.outbox = outbox;
    }

    /** Submits a share, or judges it at once where the pool would only refuse it. */
    void submit(long ticket, Share share, long nowNanos) {
        if (!jobs.isLive(share.job())) {
            outbox.judge(
                    ticket, new ShareVerdict.Stale("its job was superseded before it was sent"));
            return;
        }
        boolean isTelling = DialectFinder.isTelling(share.job().version(), jobs.mask());
        send(
                new Asked.Submit(ticket, share, dialects.dialect(), isTelling, Optional.empty()),
                nowNanos);
    }

    /** The pool has answered. */
    void onReply(V1Message.Reply reply, Asked.Submit submit, long nowNanos) {
        ShareVerdict verdict = verdictOf(reply);
        if (verdict instanceof ShareVerdict.Accepted) {
            if (submit.isTelling() && dialects.accepted(submit.dialect())) {
                outbox.tell("the pool combines version bits as " + submit.dialect());
            }
            outbox.judge(submit.ticket(), verdict);
            return;
        }
        Optional<VersionDialect> other = secondTry(submit, verdict);
        if (other.isPresent()) {
            send(
                    new Asked.Submit(
                            submit.ticket(),
                            submit.share(),
                            other.get(),
                            true,
                            Optional.of(verdict)),
                    nowNanos);
        } else {
            outbox.judge(submit.ticket(), submit.earlier().orElse(verdict));
        }
    }

    /** The connection is gone, and with it the reply. */
    void onLost(Pending waiting, long nowNanos) {
        if (waiting.asked() instanceof Asked.Submit submit) {
            Duration after = Duration.ofNanos(nowNanos - waiting.sentNanos());
            ShareVerdict verdict = new ShareVerdict.Unanswered(after);
            outbox.judge(submit.ticket(), submit.earlier().orElse(verdict));
        }
    }

    private Optional<VersionDialect> secondTry(Asked.Submit submit, ShareVerdict verdict) {
        if (!submit.isTelling()
                || !(verdict instanceof ShareVerdict.Rejected(int code, String _))) {
            return Optional.empty();
        }
        if (submit.earlier().isPresent()) {
            dialects.refusedAgain(code);
            return Optional.empty();
        }
        return jobs.isLive(submit.share().job())
                ? dialects.refused(submit.dialect(), code)
                : Optional.empty();
    }

    private static ShareVerdict verdictOf(V1Message.Reply reply) {
        if (reply.isTrue()) {
            return new ShareVerdict.Accepted();
        }
        StratumError error = reply.error().orElse(new StratumError(StratumError.OTHER, ""));
        return error.code() == StratumError.JOB_NOT_FOUND
                ? new ShareVerdict.Stale("the pool: " + error.text())
                : new ShareVerdict.Rejected(error.code(), error.text());
    }

    private void send(Asked.Submit asked, long nowNanos) {
        Share share = asked.share();
        VersionMask mask = jobs.mask();
        int version = share.header().version();
        OptionalInt bits = asked.dialect().bitsFor(share.job().version(), mask, version);
        if (bits.isEmpty()) {
            outbox.judge(
                    asked.ticket(),
                    new ShareVerdict.Stale("the pool has narrowed its version mask"));
            return;
        }
        ClientCall.MiningSubmit call =
                new ClientCall.MiningSubmit(
                        user,
                        share.job().id(),
                        share.extranonce2(),
                        share.header().nTime(),
                        share.header().nonce(),
                        mask.isEmpty() ? OptionalInt.empty() : bits);
        outbox.call(new Handshake.Step(call, asked), nowNanos);
    }
}
