package io.mos.stratum.server;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.VersionMask;
import io.mos.stratum.v1.ClientCall;
import io.mos.stratum.v1.ClientCall.MiningConfigure;
import io.mos.stratum.v1.ConfigureResult;
import io.mos.stratum.v1.Json;
import io.mos.stratum.v1.MessageId;
import io.mos.stratum.v1.PoolCall;
import io.mos.stratum.v1.StratumError;
import io.mos.stratum.v1.SubscribeResult;
import io.mos.stratum.v1.V1Call;
import io.mos.stratum.v1.V1Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One miner's conversation as a state machine: messages in, messages out. Takes configure,
 * subscribe and authorize in any order, also all in one segment. Owner: the server's loop.
 */
final class ServerSession {

    private static final Json TRUE = Json.of(true);

    private final ServerDesk desk;
    private final ShareDesk shares;
    private final Set<String> workers = new HashSet<>();
    private final List<V1Message> out = new ArrayList<>();
    private @Nullable Downstream downstream;
    private VersionMask mask = VersionMask.NONE;
    private boolean takesExtranonces;
    private boolean isWorking;

    ServerSession(ServerDesk desk) {
        this.desk = desk;
        shares = new ShareDesk(desk);
    }

    /** Answers one message; the replies, in order. */
    List<V1Message> onMessage(V1Message message) {
        switch (message) {
            case V1Message.Call call -> onCall(call.id(), call.body());
            // Answers to our own calls tell nothing we need.
            case V1Message.Reply _ -> {}
        }
        return drain();
    }

    /** A new job in the book; what the miner is told. */
    List<V1Message> onJob(JobBook.Entry entry, JobKind kind) {
        if (isWorking && renewExtranonces()) {
            retarget();
            notify(entry, kind);
        }
        return drain();
    }

    /** Whether a job voids the ones before it. */
    enum JobKind {
        CLEAN,
        UPDATE
    }

    /** Whether the miner has done what is needed to get jobs. */
    boolean isWorking() {
        return isWorking;
    }

    /**
     * Why the connection must end, if it must: its extranonces are void and it cannot take others.
     */
    Optional<String> mustClose() {
        Downstream mine = downstream;
        boolean isVoid = mine != null && mine.spaceNumber() != desk.book().spaceNumber();
        return isVoid && isWorking && !takesExtranonces
                ? Optional.of("extranonce-changed")
                : Optional.empty();
    }

    /** Gives back what was leased. */
    void close() {
        Downstream mine = downstream;
        if (mine != null && mine.spaceNumber() == desk.book().spaceNumber()) {
            desk.book().space().release(mine.lease());
        }
        downstream = null;
    }

    private void onCall(MessageId id, V1Call body) {
        switch (body) {
            case ClientCall.MiningConfigure configure -> onConfigure(id, configure);
            case ClientCall.MiningSubscribe _ -> onSubscribe(id);
            case ClientCall.MiningAuthorize authorize -> onAuthorize(id, authorize);
            case ClientCall.MiningSubmit submit -> onSubmit(id, submit);
            case ClientCall.ExtranonceSubscribe _ -> {
                takesExtranonces = true;
                reply(id, TRUE);
            }
            case ClientCall.SuggestDifficulty suggest -> onWish(id, suggest.difficulty());
            case ClientCall.SuggestTarget suggest -> onWish(id, suggest.target().difficulty());
            case PoolCall.Ping _ -> reply(id, Json.of("pong"));
            case PoolCall other -> refuse(id, methodNotFound(other.method()));
            case V1Call.Unknown unknown -> refuse(id, methodNotFound(unknown.method()));
            case V1Call.Invalid invalid ->
                    refuse(id, new StratumError(StratumError.OTHER, invalid.problem()));
        }
    }

    private void onConfigure(MessageId id, MiningConfigure configure) {
        Map<String, Boolean> granted = new LinkedHashMap<>();
        for (String extension : configure.extensions()) {
            granted.put(
                    extension,
                    switch (extension) {
                        case MiningConfigure.VERSION_ROLLING -> {
                            mask = desk.config().versionMask().intersect(configure.versionMask());
                            yield !mask.isEmpty();
                        }
                        case MiningConfigure.MINIMUM_DIFFICULTY -> {
                            configure.minimumDifficulty().ifPresent(shares::atLeast);
                            yield configure.minimumDifficulty().isPresent();
                        }
                        case MiningConfigure.SUBSCRIBE_EXTRANONCE -> {
                            takesExtranonces = true;
                            yield true;
                        }
                        case MiningConfigure.INFO -> true;
                        default -> false;
                    });
        }
        reply(id, ConfigureResult.of(granted, mask).toJson());
    }

    private void onSubscribe(MessageId id) {
        if (downstream == null) {
            downstream = Downstream.lease(desk.book()).orElse(null);
        }
        Downstream mine = downstream;
        if (mine == null) {
            refuse(id, new StratumError(StratumError.OTHER, "no work for another miner now"));
            return;
        }
        String session = mine.extranonce1().hex();
        reply(
                id,
                new SubscribeResult(
                                Optional.of(session),
                                mine.extranonce1(),
                                mine.extranonce2SizeBytes())
                        .toJson());
        beginWork();
    }

    private void onAuthorize(MessageId id, ClientCall.MiningAuthorize authorize) {
        if (authorize.user().isBlank() || workers.size() >= ServerLimits.MAX_WORKERS) {
            refuse(id, new StratumError(StratumError.UNAUTHORIZED_WORKER, "Unauthorized worker"));
            return;
        }
        workers.add(authorize.user());
        reply(id, TRUE);
        beginWork();
    }

    private void onWish(MessageId id, Difficulty wished) {
        reply(id, TRUE);
        shares.wish(wished);
        if (isWorking) {
            retarget();
            desk.book().newest().ifPresent(entry -> notify(entry, JobKind.UPDATE));
        }
    }

    private void onSubmit(MessageId id, ClientCall.MiningSubmit submit) {
        Downstream mine = downstream;
        Optional<StratumError> problem =
                mine == null
                        ? Optional.of(
                                new StratumError(StratumError.NOT_SUBSCRIBED, "Not subscribed"))
                        : workers.contains(submit.worker())
                                ? shares.submit(submit, mine, usableMask(submit))
                                : Optional.of(
                                        new StratumError(
                                                StratumError.UNAUTHORIZED_WORKER,
                                                "Unauthorized worker"));
        desk.metrics().countShare(problem.map(error -> "" + error.code()).orElse("accepted"));
        if (problem.isPresent()) {
            refuse(id, problem.get());
        } else {
            reply(id, TRUE);
        }
        if (isWorking && shares.steer()) {
            retarget();
            desk.book().newest().ifPresent(entry -> notify(entry, JobKind.UPDATE));
        }
    }

    /**
     * The miner's mask; one that rolls without ever having asked (rental firmware does) is taken at
     * its word, since only the hash decides.
     */
    private VersionMask usableMask(ClientCall.MiningSubmit submit) {
        return mask.isEmpty() && submit.versionBits().isPresent()
                ? desk.config().versionMask()
                : mask;
    }

    /** Once subscribed and authorised, in whatever order, the first job goes out. */
    private void beginWork() {
        if (isWorking || downstream == null || workers.isEmpty()) {
            return;
        }
        isWorking = true;
        tellDifficulty();
        desk.book().newest().ifPresent(entry -> notify(entry, JobKind.CLEAN));
    }

    /**
     * Whether the miner's extranonces are of the current space, after renewing them if they can be.
     */
    private boolean renewExtranonces() {
        Downstream mine = downstream;
        if (mine == null || mine.spaceNumber() == desk.book().spaceNumber()) {
            return mine != null;
        }
        if (!takesExtranonces) {
            return false;
        }
        downstream = Downstream.lease(desk.book()).orElse(null);
        Downstream renewed = downstream;
        if (renewed == null) {
            return false;
        }
        call(new PoolCall.SetExtranonce(renewed.extranonce1(), renewed.extranonce2SizeBytes()));
        return true;
    }

    /** Tells a changed difficulty; the job that carries it follows at once. */
    private void retarget() {
        if (shares.takeNewDifficulty()) {
            tellDifficulty();
        }
    }

    private void tellDifficulty() {
        call(new PoolCall.SetDifficulty(shares.difficulty()));
    }

    private void notify(JobBook.Entry entry, JobKind kind) {
        if (kind == JobKind.CLEAN) {
            shares.forget();
        }
        int version = shares.version(entry, mask);
        call(
                new PoolCall.MiningNotify(
                        shares.issue(entry),
                        entry.job().prevHash(),
                        entry.coinbase().prefix(),
                        entry.coinbase().suffix(),
                        entry.coinbase().branch(),
                        version,
                        entry.job().nBits(),
                        entry.job().nTime(),
                        kind == JobKind.CLEAN));
    }

    private void call(V1Call body) {
        out.add(V1Message.Call.notification(body));
    }

    private void reply(MessageId id, Json result) {
        out.add(V1Message.Reply.of(id, result));
    }

    private void refuse(MessageId id, StratumError error) {
        out.add(V1Message.Reply.refusal(id, error));
    }

    private static StratumError methodNotFound(String method) {
        return new StratumError(StratumError.METHOD_NOT_FOUND, "Method " + method + " not found");
    }

    private List<V1Message> drain() {
        List<V1Message> messages = List.copyOf(out);
        out.clear();
        return messages;
    }
}
