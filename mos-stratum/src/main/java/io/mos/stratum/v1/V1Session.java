package io.mos.stratum.v1;

import io.mos.core.chain.VersionDialect;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

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

    /** Reliability sheet, fault 2: a pool that does not answer a share this long is dead. */
    static final Duration REPLY_TIMEOUT = Duration.ofSeconds(10);

    /** From connecting to the first job; two replies and one notification at most. */
    static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(15);

    /** How long to go on without an answer to configure, where one step follows another. */
    static final Duration CONFIGURE_PATIENCE = Duration.ofSeconds(3);

    /** A silent pool is asked for a sign of life: with the reply time-out well below 120 s idle. */
    static final Duration READ_IDLE = Duration.ofSeconds(60);

    /** Shares in flight: 100 a second over the reply time-out. */
    static final int MAX_PENDING = 1_000;

    /** A reply to each of 100 shares a second, jobs, and as much again ten times over. */
    static final int MAX_LINES_PER_SECOND = 2_000;

    /** Test networks with a block at each second send a handful of jobs for each. */
    static final int MAX_JOBS_PER_SECOND = 200;

    private final SessionConfig config;
    private final PoolMemory memory;
    private final Handshake handshake;
    private final JobDesk desk;
    private final PendingCalls pending = new PendingCalls();
    private final RateLimit lines = new RateLimit(MAX_LINES_PER_SECOND, Duration.ofSeconds(1));
    private final RateLimit jobs = new RateLimit(MAX_JOBS_PER_SECOND, Duration.ofSeconds(1));
    private List<SessionAction> actions = new ArrayList<>();
    private long nextId = 1;
    private long nowNanos;
    private long connectedAtNanos;
    private long lastLineAtNanos;
    private boolean isReady;
    private boolean isClosed;
    private @Nullable MiningNotify early;

    V1Session(SessionConfig config, PoolMemory memory, Upstream.Terms terms) {
        this.config = config;
        this.memory = memory;
        this.handshake = new Handshake(config, memory.style());
        this.desk = new JobDesk(terms);
    }

    /** The transport is up, TLS included. */
    List<SessionAction> onConnected(long nanos) {
        nowNanos = nanos;
        connectedAtNanos = nanos;
        lastLineAtNanos = nanos;
        ask(handshake.opening());
        return take();
    }

    /** A line arrived. */
    List<SessionAction> onLine(long nanos, byte[] line) {
        if (isClosed) {
            return List.of();
        }
        nowNanos = nanos;
        lastLineAtNanos = nanos;
        if (lines.isExceeded(nanos)) {
            close(Cause.FLOOD, "more than " + MAX_LINES_PER_SECOND + " lines a second");
            return take();
        }
        try {
            switch (V1Codec.read(line)) {
                case V1Message.Call call -> onCall(call);
                case V1Message.Reply reply -> onReply(reply);
            }
        } catch (MalformedFrameException e) {
            close(causeOf(e.fault()), String.valueOf(e.getMessage()));
        }
        return take();
    }

    /** The bytes that arrived are no lines. */
    List<SessionAction> onMalformed(long nanos, MalformedFrameException malformed) {
        nowNanos = nanos;
        close(causeOf(malformed.fault()), String.valueOf(malformed.getMessage()));
        return take();
    }

    /** To be called about once a second. */
    List<SessionAction> onTick(long nanos) {
        if (isClosed) {
            return List.of();
        }
        nowNanos = nanos;
        boolean isDead = !pending.expire(nanos - REPLY_TIMEOUT.toNanos()).isEmpty();
        if (isDead && isReady) {
            close(Cause.REPLY_TIMEOUT, "no reply for " + REPLY_TIMEOUT.toSeconds() + " s");
        } else if (isDead) {
            close(Cause.HANDSHAKE_TIMEOUT, "no reply for " + REPLY_TIMEOUT.toSeconds() + " s");
        } else if (desk.current().isEmpty()
                && nanos - connectedAtNanos > HANDSHAKE_TIMEOUT.toNanos()) {
            close(Cause.HANDSHAKE_TIMEOUT, "no job within " + HANDSHAKE_TIMEOUT.toSeconds() + " s");
        } else if (nanos - lastLineAtNanos > READ_IDLE.toNanos()) {
            lastLineAtNanos = nanos;
            handshake
                    .keepAlive()
                    .ifPresent(call -> send(new Handshake.Step(call, new Asked.KeepAlive())));
        } else if (nanos - connectedAtNanos > CONFIGURE_PATIENCE.toNanos()) {
            ask(handshake.afterConfigure());
        }
        return take();
    }

    /** A share to submit; the ticket comes back with its verdict, exactly once. */
    List<SessionAction> onSubmit(long nanos, long ticket, Share share) {
        nowNanos = nanos;
        if (isClosed || !isReady || pending.size() >= MAX_PENDING) {
            judge(ticket, new ShareVerdict.Unanswered(Duration.ZERO));
        } else if (!desk.isLive(share.job())) {
            judge(ticket, new ShareVerdict.Stale("its job was superseded before it was sent"));
        } else {
            VersionMask mask = desk.mask();
            boolean isTelling = DialectFinder.isTelling(share.job().version(), mask);
            submit(
                    new Asked.Submit(
                            ticket,
                            share,
                            memory.dialect().dialect(),
                            isTelling,
                            Optional.empty()));
        }
        return take();
    }

    /** The transport is gone; everything pending comes to its end. */
    List<SessionAction> onClosed(long nanos, UpstreamFailure failure) {
        if (isClosed) {
            return List.of();
        }
        nowNanos = nanos;
        close(failure);
        return take();
    }

    private void onCall(V1Message.Call call) {
        switch (call.body()) {
            case MiningNotify notify -> onNotify(notify);
            case PoolCall.SetDifficulty set -> desk.shareTarget(set.difficulty().target());
            case PoolCall.SetTarget set -> desk.shareTarget(set.target());
            case PoolCall.SetExtranonce set ->
                    desk.extranonce(set.extranonce1(), set.extranonce2SizeBytes());
            case PoolCall.SetVersionMask set -> onMask(set.mask());
            case PoolCall.Ping _ -> reply(call.id(), Json.of("pong"));
            case PoolCall.GetVersion _ -> reply(call.id(), Json.of(config.userAgent()));
            case PoolCall.ShowMessage message ->
                    actions.add(new SessionAction.Tell(message.text()));
            case PoolCall.Reconnect reconnect -> onReconnect(reconnect);
            case V1Call.Invalid invalid -> onInvalid(call.id(), invalid);
            case V1Call.Unknown _, ClientCall _ -> refuse(call.id());
        }
    }

    private void onNotify(MiningNotify notify) {
        if (jobs.isExceeded(nowNanos)) {
            close(Cause.FLOOD, "more than " + MAX_JOBS_PER_SECOND + " jobs a second");
        } else if (!handshake.isSubscribed()) {
            early = notify;
        } else {
            mine(desk.open(notify));
        }
    }

    private void mine(Job job) {
        if (!JobDesk.isReachable(job)) {
            close(
                    Cause.BAD_DIFFICULTY,
                    "difficulty " + job.shareTarget().difficulty().value() + " is out of reach");
        } else if (isReady) {
            actions.add(new SessionAction.Mine(job));
        }
    }

    private void onMask(VersionMask offered) {
        VersionMask usable = handshake.usable(offered);
        desk.mask(usable).ifPresent(this::mine);
    }

    private void onInvalid(MessageId id, V1Call.Invalid invalid) {
        switch (invalid.method()) {
            case PoolCall.SetDifficulty.METHOD, PoolCall.SetTarget.METHOD ->
                    close(Cause.BAD_DIFFICULTY, invalid.problem());
            case MiningNotify.METHOD,
                    PoolCall.SetExtranonce.METHOD,
                    PoolCall.SetVersionMask.METHOD ->
                    close(Cause.WRONG_PARAMETERS, invalid.method() + ": " + invalid.problem());
            default -> refuse(id);
        }
    }

    private void onReconnect(PoolCall.Reconnect order) {
        Duration wait = Duration.ofSeconds(order.waitSeconds());
        var destination = config.guard().redirect(config.pool(), order.host(), order.port());
        destination.ifPresent(memory::redirectTo);
        String where =
                destination
                        .map(to -> "to " + to)
                        .orElse("to a foreign host; going to the configured one");
        close(new UpstreamFailure(Cause.RECONNECT, "the pool sends us " + where, wait));
    }

    private void onReply(V1Message.Reply reply) {
        Optional<Pending> answered = pending.take(reply.id());
        if (answered.isEmpty()) {
            return;
        }
        Duration took = Duration.ofNanos(nowNanos - answered.get().sentNanos());
        actions.add(new SessionAction.Replied(took));
        switch (answered.get().asked()) {
            case Asked.Configure configure -> onConfigured(reply, configure);
            case Asked.Subscribe _ -> onSubscribed(reply);
            case Asked.Authorize _ -> onAuthorized(reply);
            case Asked.Submit submit -> onSubmitted(reply, submit);
            case Asked.KeepAlive _, Asked.MayIgnore _ -> {}
        }
    }

    private void onConfigured(V1Message.Reply reply, Asked.Configure configure) {
        handshake.configured(ConfigureResult.read(reply.result()));
        if (handshake.granted().isEmpty() && !configure.isSecondTry() && !isReady) {
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
            close(Cause.SUBSCRIBE_REFUSED, "subscribe was answered with " + textOf(reply));
            return;
        }
        desk.extranonce(result.get().extranonce1(), result.get().extranonce2SizeBytes());
        handshake.subscribed();
        MiningNotify waiting = early;
        early = null;
        if (waiting != null) {
            mine(desk.open(waiting));
        }
        ask(handshake.afterSubscribe());
        readyIfDone();
    }

    private void onAuthorized(V1Message.Reply reply) {
        if (!reply.isTrue()) {
            close(Cause.UNAUTHORIZED, "the pool refused the account: " + textOf(reply));
            return;
        }
        handshake.authorized();
        ask(handshake.afterAuthorize());
        readyIfDone();
    }

    private void readyIfDone() {
        if (!isReady && !isClosed && handshake.isDone()) {
            isReady = true;
            actions.add(new SessionAction.Ready());
            desk.current().ifPresent(this::mine);
        }
    }

    private void onSubmitted(V1Message.Reply reply, Asked.Submit submit) {
        ShareVerdict verdict = verdictOf(reply);
        if (verdict instanceof ShareVerdict.Accepted) {
            if (submit.isTelling() && memory.dialect().accepted(submit.dialect())) {
                actions.add(
                        new SessionAction.Tell(
                                "the pool combines version bits as " + submit.dialect()));
            }
            judge(submit.ticket(), verdict);
            return;
        }
        Optional<VersionDialect> other = secondTry(submit, verdict);
        if (other.isPresent()) {
            submit(
                    new Asked.Submit(
                            submit.ticket(),
                            submit.share(),
                            other.get(),
                            true,
                            Optional.of(verdict)));
        } else {
            judge(submit.ticket(), submit.earlier().orElse(verdict));
        }
    }

    private Optional<VersionDialect> secondTry(Asked.Submit submit, ShareVerdict verdict) {
        boolean isFirstTry = submit.isTelling() && submit.earlier().isEmpty();
        return isFirstTry
                        && verdict instanceof ShareVerdict.Rejected(int code, String _)
                        && desk.isLive(submit.share().job())
                ? memory.dialect().refused(submit.dialect(), code)
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

    private void submit(Asked.Submit asked) {
        Share share = asked.share();
        VersionMask mask = desk.mask();
        int version = share.header().version();
        OptionalInt bits = asked.dialect().bitsFor(share.job().version(), mask, version);
        if (bits.isEmpty()) {
            judge(asked.ticket(), new ShareVerdict.Stale("the pool has narrowed its version mask"));
            return;
        }
        ClientCall.MiningSubmit call =
                new ClientCall.MiningSubmit(
                        config.user(),
                        share.job().id(),
                        share.extranonce2(),
                        share.header().nTime(),
                        share.header().nonce(),
                        mask.isEmpty() ? OptionalInt.empty() : bits);
        send(new Handshake.Step(call, asked));
    }

    private void ask(List<Handshake.Step> steps) {
        for (Handshake.Step step : steps) {
            if (step.asked() instanceof Asked.Authorize
                    && config.guard().authorize(config.pool(), config.user())
                            instanceof PayoutGuard.Decision.Refused(String reason)) {
                close(Cause.POLICY, reason);
                return;
            }
            send(step);
        }
    }

    private void send(Handshake.Step step) {
        long id = nextId++;
        pending.add(new Pending(MessageId.of(id), step.asked(), nowNanos));
        write(V1Message.Call.request(id, step.call()));
    }

    private void reply(MessageId id, Json result) {
        if (id.isPresent()) {
            write(V1Message.Reply.of(id, result));
        }
    }

    private void refuse(MessageId id) {
        if (id.isPresent()) {
            write(
                    V1Message.Reply.refusal(
                            id, new StratumError(StratumError.METHOD_NOT_FOUND, "unknown method")));
        }
    }

    private void write(V1Message message) {
        actions.add(new SessionAction.Send(message));
    }

    private void judge(long ticket, ShareVerdict verdict) {
        actions.add(new SessionAction.Judge(ticket, verdict));
    }

    private void close(Cause cause, String detail) {
        close(new UpstreamFailure(cause, detail));
    }

    private void close(UpstreamFailure failure) {
        if (isClosed) {
            return;
        }
        isClosed = true;
        for (Pending waiting : pending.drain()) {
            if (waiting.asked() instanceof Asked.Submit submit) {
                Duration after = Duration.ofNanos(nowNanos - waiting.sentNanos());
                ShareVerdict verdict = new ShareVerdict.Unanswered(after);
                judge(submit.ticket(), submit.earlier().orElse(verdict));
            }
        }
        if (desk.current().isEmpty() && mayBeOurManners(failure.cause())) {
            memory.handshakeFailed();
        }
        actions.add(new SessionAction.Close(failure));
    }

    /** Whether a pool may end a conversation like that because it dislikes how we opened it. */
    private static boolean mayBeOurManners(Cause cause) {
        return cause == Cause.CLOSED_BY_PEER
                || cause == Cause.HANDSHAKE_TIMEOUT
                || cause == Cause.SUBSCRIBE_REFUSED
                || cause == Cause.NOT_JSON;
    }

    private static Cause causeOf(MalformedFrameException.Fault fault) {
        return switch (fault) {
            case LINE_TOO_LONG -> Cause.LINE_TOO_LONG;
            case NOT_JSON -> Cause.NOT_JSON;
            case BEYOND_LIMITS -> Cause.BEYOND_LIMITS;
            case NOT_A_MESSAGE -> Cause.NOT_A_MESSAGE;
        };
    }

    private static String textOf(V1Message.Reply reply) {
        return reply.error().map(error -> error.code() + " " + error.text()).orElse("no");
    }

    private List<SessionAction> take() {
        List<SessionAction> taken = actions;
        actions = new ArrayList<>();
        return taken;
    }
}
