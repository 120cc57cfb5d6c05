package io.mos.stratum.v1;

import java.util.Optional;

/**
 * One line of Stratum V1: a call in either direction, or the reply to one. {@link V1Codec} reads
 * and writes them for clients and servers alike.
 */
public sealed interface V1Message {

    /**
     * A request, or a notification when the id is {@link MessageId#NONE}. Some pools put an id on
     * what wants no reply, so the id alone does not tell.
     */
    record Call(MessageId id, V1Call body) implements V1Message {

        public static Call request(long id, V1Call body) {
            return new Call(MessageId.of(id), body);
        }

        public static Call notification(V1Call body) {
            return new Call(MessageId.NONE, body);
        }
    }

    /**
     * The answer to a request. What the result holds depends on the method that was called: {@link
     * SubscribeResult}, {@link ConfigureResult}, or {@code true} and {@code false}.
     */
    record Reply(MessageId id, Json result, Optional<StratumError> error) implements V1Message {

        public static Reply of(MessageId id, Json result) {
            return new Reply(id, result, Optional.empty());
        }

        public static Reply refusal(MessageId id, StratumError error) {
            return new Reply(id, Json.Null.VALUE, Optional.of(error));
        }

        /** What the peer has against it, for people. */
        String complaint() {
            return error.map(reason -> reason.code() + " " + reason.text()).orElse("no");
        }

        /** Whether the peer said yes: a true result and no error. */
        public boolean isTrue() {
            return error.isEmpty() && result.isTrue();
        }
    }
}
