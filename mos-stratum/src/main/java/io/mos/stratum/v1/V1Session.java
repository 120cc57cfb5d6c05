package io.mos.stratum.v1;

import io.mos.core.chain.VersionMask;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.stratum.failover.PayoutGuard;
import io.mos.stratum.failover.Upstream;
import io.mos.stratum.failover.UpstreamFailure;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import io.mos.stratum.v1.PendingCalls.Asked;
import io.mos.stratum.v1.PendingCalls.Pending;
import io.mos.stratum.v1.PoolCall.MiningNotify;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One conversation with a Stratum V1 pool, from the first line to the last, as a state machine:
 * what happens goes in with its time, what is to be done comes out. No I/O, no clock, no thread.
 *
 * <p>No session id is handed back on subscribing: with the extranonce1 of an earlier connection a
 * device would repeat shares it has already found.
 *
 * <p>Owner: the source's loop. Times are {@code TimeSource.nanos()}.
 */
final class V1Session {

    /** Shares in flight: 100 a second over the reply time-out. */
    static final int MAX_PENDING = 1_000;

    private final SessionConfig config;
    private final PoolMemory memory;
    private final Handshake handshake;
    private final JobDesk desk;
    private final SubmitDesk submits;
    private final SessionOutbox outbox = new SessionOutbox();
    private final Patience patience = new Patience();
    private final FloodGuard floods = new FloodGuard();
    private long nowNanos;
    private boolean isReady;
    private boolean isClosed;

    V1Session(SessionConfig config, PoolMemory memory, Upstream.Terms terms) {
        this.config = config;
        this.memory = memory;
        this.handshake = new Handshake(config, memory);
        this.desk = new JobDesk(terms);
        this.submits = new SubmitDesk(config.user(), desk, memory.dialect(), outbox);
    }

    /** The transport is up, TLS included. */
    List<SessionAction> onConnected(long nanos) {
        nowNanos = nanos;
        patience.onConnected(nanos);
        ask(handshake.opening());
        return outbox.take();
    }

    /** A line arrived. */
    List<SessionAction> onLine(long nanos, byte[] line) {
        if (isClosed) {
            return List.of();
        }
        nowNanos = nanos;
        patience.onLine(nanos);
        Optional<UpstreamFailure> flood = floods.onLine(nanos);
        if (flood.isPresent()) {
            close(flood.get());
            return outbox.take();
        }
        try {
            switch (V1Codec.read(line)) {
                case V1Message.Call call -> onCall(call);
                case V1Message.Reply reply -> onReply(reply);
            }
        } catch (MalformedFrameException e) {
            close(causeOf(e.fault()), String.valueOf(e.getMessage()));
        }
        return outbox.take();
    }

    /** The bytes that arrived are no lines. */
    List<SessionAction> onMalformed(long nanos, MalformedFrameException malformed) {
        nowNanos = nanos;
        close(causeOf(malformed.fault()), String.valueOf(malformed.getMessage()));
        return outbox.take();
    }

    /** To be called about once a second. */
    List<SessionAction> onTick(long nanos) {
        if (isClosed) {
            return List.of();
        }
        nowNanos = nanos;
        boolean hasJob = desk.current().isPresent();
        Optional<UpstreamFailure> fault = patience.fault(nanos, outbox.pending(), isReady, hasJob);
        if (fault.isPresent()) {
            close(fault.get());
        } else if (patience.isIdle(nanos)) {
            ask(List.of(handshake.keepAlive()));
        } else if (patience.isConfigureOverdue(nanos)) {
            ask(handshake.afterConfigure());
        }
        return outbox.take();
    }

    /** A share to submit; the ticket comes back with its verdict, exactly once. */
    List<SessionAction> onSubmit(long nanos, long ticket, Share share) {
        nowNanos = nanos;
        if (isClosed || !isReady || outbox.pending().size() >= MAX_PENDING) {
            outbox.judge(ticket, new ShareVerdict.Unanswered(Duration.ZERO));
        } else {
            submits.submit(ticket, share, nanos);
        }
        return outbox.take();
    }

    /** The transport is gone; everything pending comes to its end. */
    List<SessionAction> onClosed(long nanos, UpstreamFailure failure) {
        if (isClosed) {
            return List.of();
        }
        nowNanos = nanos;
        close(failure);
        return outbox.take();
    }

    private void onCall(V1Message.Call call) {
        switch (call.body()) {
            case MiningNotify notify -> announce(desk.open(notify));
            case PoolCall.SetDifficulty set -> desk.shareTarget(set.difficulty().target());
            case PoolCall.SetTarget set -> desk.shareTarget(set.target());
            case PoolCall.SetExtranonce set ->
                    desk.extranonce(set.extranonce1(), set.extranonce2SizeBytes());
            case PoolCall.SetVersionMask set -> onMask(set.mask());
            case PoolCall.Ping _ -> outbox.reply(call.id(), Json.of("pong"));
            case PoolCall.GetVersion _ -> outbox.reply(call.id(), Json.of(config.userAgent()));
            case PoolCall.ShowMessage message -> show(message.text());
            case PoolCall.Reconnect order ->
                    close(memory.ordered(order, config.guard(), config.pool()));
            case V1Call.Invalid invalid -> onInvalid(call.id(), invalid);
            case V1Call.Unknown _, ClientCall _ -> outbox.refuse(call.id());
        }
    }

    /** The pool has changed what is to be hashed. */
    private void announce(Optional<Job> job) {
        floods.onJob(nowNanos).ifPresent(this::close);
        job.filter(_ -> !isClosed).ifPresent(this::mine);
    }

    private void show(String text) {
        if (memory.mayTell(nowNanos)) {
            outbox.tell(text);
        }
    }

    private void mine(Job job) {
        if (!JobDesk.isReachable(job)) {
            close(
                    Cause.BAD_DIFFICULTY,
                    "difficulty " + job.shareTarget().difficulty().value() + " is out of reach");
        } else if (isReady) {
            outbox.add(new SessionAction.Mine(job));
        }
    }

    private void onMask(VersionMask offered) {
        Optional<Job> changed = desk.mask(handshake.usable(offered));
        if (changed.isPresent()) {
            announce(changed);
        }
    }

    private void onInvalid(MessageId id, V1Call.Invalid invalid) {
        switch (invalid.method()) {
            case PoolCall.SetDifficulty.METHOD, PoolCall.SetTarget.METHOD ->
                    close(Cause.BAD_DIFFICULTY, invalid.problem());
            case MiningNotify.METHOD,
                    PoolCall.SetExtranonce.METHOD,
                    PoolCall.SetVersionMask.METHOD ->
                    close(Cause.WRONG_PARAMETERS, invalid.method() + ": " + invalid.problem());
            default -> outbox.refuse(id);
        }
    }

    private void onReply(V1Message.Reply reply) {
        Optional<Pending> answered = outbox.pending().take(reply.id());
        if (answered.isEmpty()) {
            return;
        }
        Duration took = Duration.ofNanos(nowNanos - answered.get().sentNanos());
        outbox.add(new SessionAction.Replied(took));
        switch (answered.get().asked()) {
            case Asked.Configure configure -> onConfigured(reply, configure);
            case Asked.Subscribe _ -> onSubscribed(reply);
            case Asked.Authorize _ -> onAuthorized(reply);
            case Asked.Submit submit -> submits.onReply(reply, submit, nowNanos);
            case Asked.KeepAlive _ ->
                    ConfigureResult.read(reply.result())
                            .flatMap(ConfigureResult::grantedMask)
                            .ifPresent(this::onMask);
            case Asked.MayIgnore _ -> {}
        }
    }

    private void onConfigured(V1Message.Reply reply, Asked.Configure configure) {
        handshake.configured(ConfigureResult.read(reply.result()));
        if (handshake.isRollingRefused() && !configure.isSecondTry() && !isReady) {
            send(handshake.secondConfigure());
        }
        if (!handshake.granted().isEmpty()) {
            onMask(handshake.granted());
        }
        ask(handshake.afterConfigure());
    }

    private void onSubscribed(V1Message.Reply reply) {
        Optional<SubscribeResult> result = SubscribeResult.read(reply.result());
        if (reply.error().isPresent() || result.isEmpty()) {
            close(Cause.SUBSCRIBE_REFUSED, "subscribe was answered with " + reply.complaint());
            return;
        }
        handshake.subscribed();
        desk.subscribed(result.get()).ifPresent(this::mine);
        ask(handshake.afterSubscribe());
        readyIfDone();
    }

    private void onAuthorized(V1Message.Reply reply) {
        if (!reply.isTrue()) {
            close(Cause.UNAUTHORIZED, "the pool refused the account: " + reply.complaint());
            return;
        }
        handshake.authorized();
        ask(handshake.afterAuthorize());
        readyIfDone();
    }

    private void readyIfDone() {
        if (!isReady && !isClosed && handshake.isDone()) {
            isReady = true;
            outbox.add(new SessionAction.Ready());
            desk.current().ifPresent(this::mine);
        }
    }

    private void ask(List<Handshake.Step> steps) {
        for (Handshake.Step step : steps) {
            if (step.call() instanceof ClientCall.MiningAuthorize
                    && config.guard().authorize(config.pool(), config.user())
                            instanceof PayoutGuard.Decision.Refused(String reason)) {
                close(Cause.POLICY, reason);
                return;
            }
            send(step);
        }
    }

    private void send(Handshake.Step step) {
        outbox.call(step, nowNanos);
    }

    private void close(Cause cause, String detail) {
        close(new UpstreamFailure(cause, detail));
    }

    private void close(UpstreamFailure failure) {
        if (isClosed) {
            return;
        }
        isClosed = true;
        List<Pending> lost = outbox.pending().drain();
        lost.forEach(waiting -> submits.onLost(waiting, nowNanos));
        memory.ended(progress(lost), failure.cause());
        outbox.add(new SessionAction.Close(failure));
    }

    private PoolMemory.Progress progress(List<Pending> unanswered) {
        if (isReady && unanswered.stream().anyMatch(p -> p.asked() instanceof Asked.MayIgnore)) {
            return PoolMemory.Progress.WISHING;
        }
        return desk.current().isEmpty() ? PoolMemory.Progress.OPENING : PoolMemory.Progress.MINING;
    }

    private static Cause causeOf(MalformedFrameException.Fault fault) {
        return switch (fault) {
            case LINE_TOO_LONG -> Cause.LINE_TOO_LONG;
            case NOT_JSON -> Cause.NOT_JSON;
            case BEYOND_LIMITS -> Cause.BEYOND_LIMITS;
            case NOT_A_MESSAGE -> Cause.NOT_A_MESSAGE;
        };
    }
}
