package io.mos.stratum.server;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.VersionMask;
import io.mos.core.work.Job;
import io.mos.stratum.v1.ClientCall;
import io.mos.stratum.v1.ClientCall.MiningConfigure;
import io.mos.stratum.v1.Json;
import io.mos.stratum.v1.MessageId;
import io.mos.stratum.v1.PoolCall;
import io.mos.stratum.v1.StratumError;
import io.mos.stratum.v1.SubscribeResult;
import io.mos.stratum.v1.V1Call;
import io.mos.stratum.v1.V1Message;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One miner's conversation as a state machine: messages in, messages out. Takes configure,
 * subscribe and authorize in any order, also all in one segment; a subscription waits for the first
 * job. Owner: the server's loop.
 */
final class ServerSession {

    private static final Json TRUE = Json.of(true);

    private final ServerDesk desk;
    private final DifficultyPlan difficulty;
    private final Extensions extensions;
    private final ShareDesk shares;
    private final Workers workers = new Workers();
    private final Outbox out = new Outbox();
    private @Nullable Subscription waiting;
    private @Nullable Downstream downstream;
    private State state = State.GREETING;

    private enum State {
        /** Not yet subscribed and authorised. */
        GREETING,
        WORKING,
        CLOSED
    }

    /** A subscribe that waits for a job. */
    private record Subscription(MessageId id, Optional<String> sessionId) {}

    ServerSession(ServerDesk desk) {
        this.desk = desk;
        difficulty = new DifficultyPlan(desk.config(), desk.time().nanos());
        VersionRolling rolling = new VersionRolling(desk.config().versionMask());
        extensions = new Extensions(rolling, difficulty);
        shares = new ShareDesk(desk, difficulty, rolling);
    }

    /** Answers one message; the replies, in order. */
    List<V1Message> onMessage(V1Message message) {
        switch (message) {
            case V1Message.Call call when state != State.CLOSED -> onCall(call.id(), call.body());
            // Answers to our own calls tell nothing we need.
            case V1Message.Call _, V1Message.Reply _ -> {}
        }
        return out.drain();
    }

    /** A new job in the book; what the miner is told. */
    List<V1Message> onJob(JobBook.Entry entry) {
        Subscription subscription = waiting;
        if (subscription != null) {
            waiting = null;
            subscribe(subscription);
        } else if (state == State.WORKING && renewExtranonces()) {
            retarget(entry);
            notify(entry, entry.isClean());
        }
        return out.drain();
    }

    /** Time passes: whether the miner's rate asks for another difficulty. */
    List<V1Message> onTick() {
        steer();
        return out.drain();
    }

    /** Whether the miner has done what is needed to get jobs. */
    boolean isWorking() {
        return state == State.WORKING;
    }

    /** Whether the miner waits for us, not we for the miner. */
    boolean isWaiting() {
        return waiting != null;
    }

    /** Why the connection must end, if it must: the miner has no extranonces it could hash with. */
    Optional<Closing> closing() {
        Downstream mine = downstream;
        if (state != State.WORKING || (mine != null && isCurrent(mine))) {
            return Optional.empty();
        }
        return Optional.of(mine == null ? Closing.NO_WORK : Closing.EXTRANONCE_CHANGED);
    }

    /** Gives back what was leased; the miner hears nothing more. */
    void close() {
        Downstream mine = downstream;
        if (mine != null) {
            if (state == State.WORKING) {
                desk.book().extranonces().rest(mine);
            } else {
                desk.book().extranonces().release(mine);
            }
        }
        downstream = null;
        waiting = null;
        state = State.CLOSED;
    }

    private void onCall(MessageId id, V1Call body) {
        switch (body) {
            case MiningConfigure configure -> onConfigure(id, configure);
            case ClientCall.MiningSubscribe subscribe ->
                    subscribe(new Subscription(id, subscribe.sessionId()));
            case ClientCall.MiningAuthorize authorize -> onAuthorize(id, authorize);
            case ClientCall.MiningSubmit submit -> onSubmit(id, submit);
            case ClientCall.ExtranonceSubscribe _ -> {
                extensions.takeExtranonces();
                out.reply(id, TRUE);
            }
            case ClientCall.SuggestDifficulty suggest -> onWish(id, suggest.difficulty());
            case ClientCall.SuggestTarget suggest -> onWish(id, suggest.target().difficulty());
            case PoolCall.Ping _ -> out.reply(id, Json.of("pong"));
            case V1Call.Invalid invalid -> out.refuse(id, StratumError.OTHER, invalid.problem());
            case PoolCall _, V1Call.Unknown _ ->
                    out.refuse(
                            id,
                            StratumError.METHOD_NOT_FOUND,
                            "Method " + body.method() + " not found");
        }
    }

    private void onConfigure(MessageId id, MiningConfigure configure) {
        Optional<Job> newest = desk.book().newest().map(JobBook.Entry::job);
        out.reply(id, extensions.configure(configure, newest));
        renotify();
    }

    /** Also for a second time: a miner that asks anew is told everything anew. */
    private void subscribe(Subscription subscription) {
        if (desk.book().newest().isEmpty()) {
            Subscription earlier = waiting;
            if (earlier != null) {
                out.refuse(earlier.id(), StratumError.OTHER, "Replaced by a later subscribe");
            }
            waiting = subscription;
            return;
        }
        if (downstream == null || !isCurrent(downstream)) {
            downstream = desk.book().extranonces().lease(subscription.sessionId()).orElse(null);
        }
        Downstream mine = downstream;
        if (mine == null) {
            out.refuse(subscription.id(), StratumError.OTHER, "No room for another miner");
            return;
        }
        out.reply(
                subscription.id(),
                new SubscribeResult(
                                Optional.of(mine.sessionId()),
                                mine.extranonce1(),
                                mine.extranonce2SizeBytes())
                        .toJson());
        beginWork();
    }

    private void onAuthorize(MessageId id, ClientCall.MiningAuthorize authorize) {
        if (!workers.admit(authorize.user())) {
            out.refuse(id, StratumError.UNAUTHORIZED_WORKER, "Unauthorized worker");
            return;
        }
        out.reply(id, TRUE);
        PasswordWishes wishes = PasswordWishes.parse(authorize.password());
        wishes.start().ifPresent(difficulty::wish);
        wishes.fixed().ifPresent(difficulty::fix);
        if (state == State.GREETING) {
            beginWork();
        } else {
            renotify();
        }
    }

    private void onWish(MessageId id, Difficulty wished) {
        out.reply(id, TRUE);
        difficulty.wish(wished);
        renotify();
    }

    private void onSubmit(MessageId id, ClientCall.MiningSubmit submit) {
        Optional<StratumError> problem = judge(submit);
        desk.metrics().countShare(problem);
        if (problem.isPresent()) {
            out.refuse(id, problem.get());
        } else {
            out.reply(id, TRUE);
        }
        steer();
    }

    private Optional<StratumError> judge(ClientCall.MiningSubmit submit) {
        Downstream mine = downstream;
        if (mine == null) {
            return Optional.of(new StratumError(StratumError.NOT_SUBSCRIBED, "Not subscribed"));
        }
        if (!workers.contains(submit.worker())) {
            return Optional.of(
                    new StratumError(StratumError.UNAUTHORIZED_WORKER, "Unauthorized worker"));
        }
        return shares.submit(submit, mine);
    }

    /** Once subscribed and authorised, in whatever order, the first job goes out. */
    private void beginWork() {
        if (downstream == null || workers.isEmpty()) {
            return;
        }
        state = State.WORKING;
        if (!renewExtranonces()) {
            return;
        }
        difficulty.onFirstJob(desk.time().nanos());
        Optional<JobBook.Entry> newest = desk.book().newest();
        newest.ifPresent(entry -> difficulty.advance(entry.sourceDifficulty()));
        out.call(new PoolCall.SetDifficulty(difficulty.current()));
        newest.ifPresent(entry -> notify(entry, true));
    }

    private void steer() {
        if (state == State.WORKING && difficulty.steer(desk.time().nanos())) {
            renotify();
        }
    }

    /** After a change of mind about difficulty: if it matters, the newest job goes out again. */
    private void renotify() {
        Optional<JobBook.Entry> newest = desk.book().newest();
        if (state == State.WORKING && newest.isPresent() && retarget(newest.get())) {
            notify(newest.get(), false);
        }
    }

    /** Tells a changed difficulty; whether it did. The job that carries it follows at once. */
    private boolean retarget(JobBook.Entry entry) {
        boolean isChanged = difficulty.advance(entry.sourceDifficulty());
        if (isChanged) {
            out.call(new PoolCall.SetDifficulty(difficulty.current()));
        }
        return isChanged;
    }

    /** Whether the miner has extranonces of the current space, after renewing them if it can. */
    private boolean renewExtranonces() {
        Downstream mine = downstream;
        if (mine == null || isCurrent(mine)) {
            return mine != null;
        }
        if (!extensions.takesExtranonces()) {
            return false;
        }
        Optional<Downstream> renewed = desk.book().extranonces().lease(Optional.empty());
        downstream = renewed.orElse(null);
        renewed.ifPresent(it ->
                out.call(new PoolCall.SetExtranonce(it.extranonce1(), it.extranonce2SizeBytes())));
        return renewed.isPresent();
    }

    private boolean isCurrent(Downstream part) {
        return desk.book().extranonces().isCurrent(part);
    }

    private void notify(JobBook.Entry entry, boolean isClean) {
        Optional<VersionMask> mask = extensions.rolling().change(entry.job());
        mask.ifPresent(changed -> out.call(new PoolCall.SetVersionMask(changed)));
        out.call(
                new PoolCall.MiningNotify(
                        new JobName(entry.sequence(), difficulty.issue()).text(),
                        entry.job().prevHash(),
                        entry.coinbase().prefix(),
                        entry.coinbase().suffix(),
                        entry.coinbase().branch(),
                        entry.job().version(),
                        entry.job().nBits(),
                        entry.job().nTime(),
                        isClean));
    }
}
