package io.mos.stratum.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mos.stratum.v1.PendingCalls.Asked;
import io.mos.stratum.v1.PendingCalls.Pending;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingCallsTest {

    private static final MessageId NO_ID = MessageId.NONE;

    private final PendingCalls calls = new PendingCalls();

    @Test
    void answersTheOldestOfSeveralCallsWithTheSameId() {
        add(MessageId.of(4), 1);
        add(MessageId.of(4), 2);
        add(MessageId.of(5), 3);
        assertEquals(Optional.of(3L), take(MessageId.of(5)));
        assertEquals(Optional.of(1L), take(MessageId.of(4)));
        assertEquals(Optional.of(2L), take(MessageId.of(4)));
        assertEquals(Optional.empty(), take(MessageId.of(4)));
    }

    @Test
    void matchesIdsHoweverTheyAreWritten() {
        add(MessageId.of(4), 1);
        add(MessageId.of(5), 2);
        add(new MessageId(Json.of("a")), 3);
        assertEquals(Optional.of(1L), take(new MessageId(Json.of("4"))));
        assertEquals(Optional.of(2L), take(new MessageId(new Json.Num("5.0"))));
        assertEquals(Optional.of(3L), take(new MessageId(Json.of("a"))));
    }

    @Test
    void answersInOrderWhereThePoolLeavesIdsOut() {
        add(MessageId.of(1), 1);
        add(MessageId.of(2), 2);
        add(MessageId.of(3), 3);
        assertEquals(Optional.of(1L), take(NO_ID));
        assertEquals(Optional.of(2L), take(NO_ID));
        assertEquals(Optional.of(3L), take(NO_ID));
        assertEquals(Optional.empty(), take(NO_ID));
    }

    @Test
    void passesOverCallsThatNeedNoAnswerWhereThePoolLeavesIdsOut() {
        calls.add(new Pending(MessageId.of(1), new Asked.MayIgnore(), 1));
        add(MessageId.of(2), 2);
        assertEquals(Optional.of(2L), take(NO_ID));
        assertEquals(Optional.of(1L), take(NO_ID));
    }

    @Test
    void guessesNothingOfAPoolThatUsesIds() {
        add(MessageId.of(1), 1);
        add(MessageId.of(2), 2);
        add(MessageId.of(3), 3);
        assertEquals(Optional.of(1L), take(MessageId.of(1)));
        assertEquals(Optional.empty(), take(NO_ID));
        assertEquals(Optional.of(2L), take(MessageId.of(2)));
        assertEquals(Optional.of(3L), take(NO_ID), "the only one that waits");
    }

    private void add(MessageId id, long sentNanos) {
        calls.add(new Pending(id, new Asked.KeepAlive(), sentNanos));
    }

    /** Which call the reply was taken for, by the time it was sent. */
    private Optional<Long> take(MessageId id) {
        return calls.take(id).map(Pending::sentNanos);
    }
}
