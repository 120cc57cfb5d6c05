package io.mos.drivers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mos.core.testkit.Corpus;
import io.mos.core.testkit.ReferenceEngine;
import io.mos.drivers.kit.SeededEntropy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Any bytes, however cut, leave a board's control channel in order: nothing thrown, nothing kept,
 * at most one answer at a time, whole. The first byte chooses the dialect.
 */
class ControlInboxFuzzTest {
    private static final String FAIR_REQUEST_ID = "77";

    @Tag("fuzz")
    @FuzzTest
    void requests(byte[] input) {
        check(input);
    }

    @TestFactory
    Stream<DynamicTest> seeds() {
        return Corpus.replay(ControlInboxFuzzTest.class, "requests", ControlInboxFuzzTest::check);
    }

    static void check(byte[] input) {
        if (input.length == 0) {
            return;
        }
        ControlVersion version = (input[0] & 1) == 0 ? ControlVersion.V0 : ControlVersion.V1;
        SimulatedBoard board =
                SimBoards.model(
                        "bitaxe-gamma",
                        SimOptions.usual().withVersion(version).withHashesPerSecond(1),
                        new ReferenceEngine(),
                        new SeededEntropy(1));
        ControlInbox inbox = new ControlInbox();
        long nanos = 0;
        for (int i = 1; i < input.length; i++) {
            byte[] one = {input[i]};
            // Now and then longer than a request may pause.
            nanos += input[i] == 0x55 ? 10_000_000 : 100_000;
            board.accept(Channel.CONTROL, one, 1, 0, nanos);
            assertTrue(inbox.accept(one, 1, nanos).isEmpty() || inbox.waitingBytes() == 0);
            assertTrue(inbox.waitingBytes() <= ControlInbox.MAX_BYTES);
            checkAnswers(board, version, nanos);
        }
        nanos += 100_000_000;
        checkAnswers(board, version, nanos);
        if (!board.isUnplugged(nanos)) {
            checkIsWellAgain(board, nanos);
        }
    }

    private static void checkAnswers(SimulatedBoard board, ControlVersion version, long nanos) {
        List<byte[]> answers = new ArrayList<>();
        board.deliver(Channel.CONTROL, 0, nanos, answers::add);
        assertTrue(answers.size() <= 1);
        for (byte[] answer : answers) {
            int length = Byte.toUnsignedInt(answer[0]) | Byte.toUnsignedInt(answer[1]) << 8;
            boolean counted = length == answer.length;
            assertTrue(counted || (version == ControlVersion.V0 && length + 3 == answer.length));
        }
    }

    private static void checkIsWellAgain(SimulatedBoard board, long nanos) {
        byte[] fair = {6, 0, 0x77, 0, 6, 0};
        board.accept(Channel.CONTROL, fair, fair.length, 0, nanos);
        List<byte[]> answers = new ArrayList<>();
        board.deliver(Channel.CONTROL, 0, nanos + 100_000_000, answers::add);
        assertEquals(1, answers.size());
        assertEquals(FAIR_REQUEST_ID, "%02x".formatted(answers.getFirst()[2]));
    }
}
