package io.mos.stratum.server;

import io.mos.stratum.v1.Json;
import io.mos.stratum.v1.MessageId;
import io.mos.stratum.v1.StratumError;
import io.mos.stratum.v1.V1Call;
import io.mos.stratum.v1.V1Message;
import java.util.ArrayList;
import java.util.List;

/** What a session has to say, in order. A call without an id gets no answer. Owner: the session. */
final class Outbox {

    private final List<V1Message> messages = new ArrayList<>(2);

    void call(V1Call body) {
        messages.add(V1Message.Call.notification(body));
    }

    void reply(MessageId id, Json result) {
        if (id.isPresent()) {
            messages.add(V1Message.Reply.of(id, result));
        }
    }

    void refuse(MessageId id, StratumError error) {
        if (id.isPresent()) {
            messages.add(V1Message.Reply.refusal(id, error));
        }
    }

    void refuse(MessageId id, int code, String text) {
        refuse(id, new StratumError(code, text));
    }

    /** Takes everything out. */
    List<V1Message> drain() {
        List<V1Message> drained = List.copyOf(messages);
        messages.clear();
        return drained;
    }
}
