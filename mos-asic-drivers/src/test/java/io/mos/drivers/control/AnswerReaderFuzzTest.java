package io.mos.drivers.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mos.core.chain.ByteString;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/**
 * Any bytes are read without harm, however they are cut, and what is read encodes to bytes that
 * were there. The first three bytes choose version, id and expected length.
 */
@Tag("fuzz")
class AnswerReaderFuzzTest {
    private static final int CHOICES = 3;

    @FuzzTest
    void answers(byte[] input) {
        checkAnswers(input);
    }

    @FuzzTest
    void requests(byte[] input) {
        checkRequests(input);
    }

    static void checkAnswers(byte[] input) {
        if (input.length < CHOICES) {
            return;
        }
        String whole = outcome(input, AnswerReader.CAPACITY_BYTES / 2);
        assertEquals(whole, outcome(input, 1));
        assertEquals(whole, outcome(input, 5));
    }

    /** What is found when so many bytes come at a time; all that matters of it. */
    private static String outcome(byte[] input, int step) {
        ControlVersion version = (input[0] & 1) == 0 ? ControlVersion.V0 : ControlVersion.V1;
        int id = Byte.toUnsignedInt(input[1]);
        AnswerReader reader = new AnswerReader(version, id, input[2]);
        for (int i = CHOICES; i < input.length; i += step) {
            try {
                Optional<ControlAnswer> answer =
                        reader.accept(input, i, Math.min(step, input.length - i));
                if (answer.isPresent()) {
                    checkIsThere(input, answer.get(), version, id);
                    return answer.get().toString();
                }
            } catch (MalformedAnswerException e) {
                return "malformed";
            }
        }
        return "more";
    }

    private static void checkIsThere(
            byte[] input, ControlAnswer answer, ControlVersion version, int id) {
        assertEquals(id, answer.id());
        String all = ByteString.of(Arrays.copyOfRange(input, CHOICES, input.length)).hex();
        assertTrue(all.contains(ByteString.of(answer.toBytes(version)).hex()), answer::toString);
    }

    static void checkRequests(byte[] input) {
        ControlRequest.parse(ByteString.of(input))
                .ifPresent(request -> assertArrayEquals(input, request.toBytes()));
    }
}
