package io.mos.stratum.solo;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.ByteString;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Sha256d;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TipOrderTest {

    private final TipOrder order = new TipOrder();

    @Test
    void takesTheFirstTemplateAndMoreOfItsBlock() {
        long first = order.begin();
        long second = order.begin();
        assertTrue(order.accept(template("a", 10), first));
        assertTrue(order.accept(template("a", 10), second));
    }

    @Test
    void takesANewBlockFromACallThatWaitedForIt() {
        long waiting = order.begin();
        assertTrue(order.accept(template("a", 10), order.begin()));
        assertTrue(order.accept(template("b", 11), waiting));
    }

    @Test
    void leavesAnAnswerThatWasOvertaken() {
        long slow = order.begin();
        assertTrue(order.accept(template("b", 11), order.begin()));
        assertFalse(order.accept(template("a", 10), slow));
    }

    @Test
    void believesALaterCallEvenWhenTheChainGotShorter() {
        assertTrue(order.accept(template("b", 11), order.begin()));
        assertTrue(order.accept(template("a", 10), order.begin()));
    }

    @Test
    void leavesWhatWasAskedBeforeOurBlockWasTaken() {
        assertTrue(order.accept(template("a", 10), order.begin()));
        long asked = order.begin();
        order.extendedBy(hash("ours"), 10);
        assertFalse(order.accept(template("a", 10), asked));
        assertTrue(order.accept(template("ours", 11), asked));
    }

    @Test
    void ourBlockDoesNotTurnBackANodeThatHasGoneOn() {
        assertTrue(order.accept(template("a", 10), order.begin()));
        assertTrue(order.accept(template("theirs", 12), order.begin()));
        long asked = order.begin();
        order.extendedBy(hash("ours"), 10);
        assertTrue(order.accept(template("theirs", 12), asked));
    }

    private static Hash256 hash(String name) {
        return Sha256d.of(name.getBytes(StandardCharsets.UTF_8));
    }

    private static BlockTemplate template(String prev, int height) {
        return new BlockTemplate(
                height,
                0x2000_0000,
                0,
                hash(prev),
                TemplateJson.REGTEST_NBITS,
                1,
                1,
                1,
                List.of(),
                new RawTransactions.Builder().build(),
                ByteString.EMPTY,
                Optional.empty());
    }
}
