package io.mos.stratum.v1;

import io.mos.core.work.ShareVerdict;
import io.mos.stratum.v1.PendingCalls.Pending;
import java.util.ArrayList;
import java.util.List;

/**
 * What a session wants done, in order, and the calls among it that wait for a reply. Owner: the
 * session.
 */
final class SessionOutbox {

    private final PendingCalls pending = new PendingCalls();
    private List<SessionAction> actions = new ArrayList<>();
    private long nextId = 1;

    PendingCalls pending() {
        return pending;
    }

    /** Calls the pool under a fresh id. */
    void call(Handshake.Step step, long nowNanos) {
        MessageId id = MessageId.of(nextId++);
        pending.add(new Pending(id, step.asked(), nowNanos));
        write(new V1Message.Call(id, step.call()));
    }

    /** Answers the pool's call; one without an id wants no answer. */
    void reply(MessageId id, Json result) {
        if (id.isPresent()) {
            write(V1Message.Reply.of(id, result));
        }
    }

    /** Says that we do not know what the pool calls. */
    void refuse(MessageId id) {
        if (id.isPresent()) {
            write(
                    V1Message.Reply.refusal(
                            id, new StratumError(StratumError.METHOD_NOT_FOUND, "unknown method")));
        }
    }

    void judge(long ticket, ShareVerdict verdict) {
        add(new SessionAction.Judge(ticket, verdict));
    }

    void tell(String text) {
        add(new SessionAction.Tell(text));
    }

    void add(SessionAction action) {
        actions.add(action);
    }

    /** Everything since the last call. */
    List<SessionAction> take() {
        List<SessionAction> taken = actions;
        actions = new ArrayList<>();
        return taken;
    }

    private void write(V1Message message) {
        add(new SessionAction.Send(message));
    }
}
