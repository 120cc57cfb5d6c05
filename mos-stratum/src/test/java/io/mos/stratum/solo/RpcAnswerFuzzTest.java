package io.mos.stratum.solo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mos.core.work.ShareVerdict;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;

/**
 * Bytes are a node's answer to the small calls, the same however they are cut, or are refused as
 * none; what is taken of them is fit for a log. ({@link TemplateFuzzTest} does the large one.)
 */
@Tag("fuzz")
class RpcAnswerFuzzTest {

    @FuzzTest
    void read(byte[] input) {
        check(input);
    }

    static void check(byte[] input) {
        check(input, ChainInfo.Reader::new)
                .ifPresent(info -> assertTrue(info.blocks() >= 0 && info.headers() >= 0));
        check(input, SubmitResult.Reader::new)
                .ifPresent(result -> {
                    assertFits(result.reason());
                    assertEquals(result.reason().isEmpty(), isTaken(result));
                });
    }

    private static boolean isTaken(SubmitResult result) {
        return result.verdict() instanceof ShareVerdict.Accepted;
    }

    private static <T> Optional<T> check(byte[] input, Supplier<ResultReader<T>> result) {
        Optional<RpcOutcome<T>> whole = read(input, input.length, result.get());
        Optional<RpcOutcome<T>> pieces = read(input, 3, result.get());
        if (whole.isEmpty()) {
            return Optional.empty();
        }
        assertEquals(whole, pieces);
        return switch (whole.get()) {
            case RpcOutcome.Result<T> taken -> Optional.of(taken.value());
            case RpcOutcome.Refusal<T> refusal -> {
                assertFits(refusal.message());
                assertFalse(NodeFailures.of("getblockchaininfo", refusal).detail().isEmpty());
                yield Optional.empty();
            }
            case RpcOutcome.HttpRefusal<T> _,
                    RpcOutcome.UnknownHost<T> _,
                    RpcOutcome.NoCredentials<T> _,
                    RpcOutcome.Unreachable<T> _,
                    RpcOutcome.Broken<T> _,
                    RpcOutcome.TimedOut<T> _,
                    RpcOutcome.Malformed<T> _ ->
                    throw new AssertionError("no such outcome of an answer");
        };
    }

    /** What bytes are that arrive in pieces of this size; nothing when they are refused. */
    static <T> Optional<RpcOutcome<T>> read(byte[] input, int pieceBytes, ResultReader<T> result) {
        RpcAnswerReader<T> reader = new RpcAnswerReader<>(result);
        try {
            for (int at = 0; at < input.length; at += pieceBytes) {
                reader.feed(input, at, Math.min(input.length, at + pieceBytes));
            }
            return Optional.of(reader.finish());
        } catch (MalformedAnswerException expected) {
            assertEquals(0, expected.getStackTrace().length);
            return Optional.empty();
        }
    }

    private static void assertFits(String text) {
        assertTrue(text.length() <= 200, "short enough");
        assertTrue(text.chars().noneMatch(Character::isISOControl), "no control characters");
    }
}
