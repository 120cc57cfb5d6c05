package io.mos.stratum.solo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.work.ShareVerdict;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RpcAnswerReaderTest {

    @Test
    void readsResults() {
        assertEquals("", submitResult("{\"result\":null,\"error\":null,\"id\":1}"));
        assertEquals(
                "duplicate", submitResult("{\"id\":1,\"error\":null,\"result\":\"duplicate\"}"));
        assertEquals("high-hash", submitResult("{\"jsonrpc\":\"2.0\",\"result\":\"high-hash\"}"));
    }

    @Test
    void readsRefusals() {
        String answer =
                "{\"result\":null,\"error\":{\"code\":-28,\"message\":\"Loading\\nblock index\"}}";
        assertEquals(
                new RpcOutcome.Refusal<SubmitResult>(-28, "Loading block index"), read(answer));
    }

    @Test
    void aRefusalMayComeBeforeOrWithoutItsResult() {
        assertEquals(
                new RpcOutcome.Refusal<SubmitResult>(-1, ""), read("{\"error\":{\"code\":-1}}"));
        assertEquals(
                new RpcOutcome.Refusal<SubmitResult>(-1, "no"),
                read("{\"error\":{\"message\":\"no\",\"data\":[{}],\"code\":-1},\"result\":null}"));
    }

    @Test
    void cutsLongMessages() {
        String answer =
                "{\"error\":{\"code\":-1,\"message\":\"" + "x".repeat(10_000) + "\"},\"id\":1}";
        RpcOutcome.Refusal<?> refusal = (RpcOutcome.Refusal<?>) read(answer);
        assertEquals(200, refusal.message().length());
    }

    /**
     * A terminal takes U+009B as the start of an escape sequence, as it does U+001B and a bracket.
     */
    @Test
    void leavesNoControlCharactersInMessages() {
        assertEquals(
                new RpcOutcome.Refusal<SubmitResult>(-1, "a [2Jb 31mc"),
                read("{\"error\":{\"code\":-1,\"message\":\"a\\u001b[2Jb\\u009b31mc\\u0085\"}}"));
    }

    @Test
    void readsTheChain() {
        RpcAnswerReader<ChainInfo> reader = new RpcAnswerReader<>(new ChainInfo.Reader());
        feed(
                reader,
                "{\"result\":{\"chain\":\"main\",\"blocks\":865000,\"headers\":865112,"
                        + "\"softforks\":{\"chain\":\"x\"},\"warnings\":[\"a\"]},\"error\":null}");
        assertEquals(
                new RpcOutcome.Result<>(new ChainInfo("main", 865_000, 865_112)), reader.finish());
    }

    @Test
    void refusesAChainThatIsNone() {
        for (String result :
                List.of("[1]", "7", "null", "{}", "{\"chain\":{\"chain\":\"main\"}}")) {
            RpcAnswerReader<ChainInfo> reader = new RpcAnswerReader<>(new ChainInfo.Reader());
            feed(reader, "{\"result\":" + result + "}");
            assertThrows(MalformedAnswerException.class, reader::finish, result);
        }
    }

    @Test
    void mapsWhatSubmitblockSays() {
        assertEquals(new ShareVerdict.Accepted(), new SubmitResult("").verdict());
        assertEquals(
                new ShareVerdict.Rejected(22, "duplicate"),
                new SubmitResult("duplicate").verdict());
        assertEquals(
                new ShareVerdict.Stale("stale-prevblk"),
                new SubmitResult("stale-prevblk").verdict());
        assertEquals(
                new ShareVerdict.Rejected(20, "inconclusive"),
                new SubmitResult("inconclusive").verdict());
        assertEquals(
                new ShareVerdict.Rejected(20, "bad-cb-amount"),
                new SubmitResult("bad-cb-amount").verdict());
    }

    @Test
    void refusesWhatIsNoAnswer() {
        assertMalformed("", "ends early");
        assertMalformed("[]", "no object");
        assertMalformed("null", "");
        assertMalformed("<html>", "not JSON");
        assertMalformed("{}", "neither result nor error");
        assertMalformed("{\"error\":null}", "neither result nor error");
        assertMalformed("{\"error\":\"no\"}", "neither result nor error");
        assertMalformed("{\"error\":[-1,\"no\"]}", "neither result nor error");
        assertMalformed("{\"error\":{\"code\":\"x\"}}", "no number");
        assertMalformed("{\"error\":{\"code\":99999999999}}", "");
        assertMalformed("{\"result\":null} {\"result\":null}", "follows");
        assertMalformed("{\"result\":null,\"result\":null}", "two results");
        assertMalformed("{\"result\":{}}", "neither null nor text");
        assertMalformed("{\"a\":".repeat(10_000), "nesting");
        assertMalformed("{\"" + "a".repeat(10_000) + "\":1}", "");
        assertMalformed("{\"a\":" + "1".repeat(10_000) + "}", "");
        assertMalformed("{\"a\":\"" + "x".repeat(8_000_001) + "\"}", "");
    }

    private static void assertMalformed(String answer, String reason) {
        String message =
                String.valueOf(
                        assertThrows(MalformedAnswerException.class, () -> read(answer))
                                .getMessage());
        assertTrue(message.contains(reason), () -> message + " should say " + reason);
    }

    private static String submitResult(String answer) {
        return ((RpcOutcome.Result<SubmitResult>) read(answer)).value().reason();
    }

    private static RpcOutcome<SubmitResult> read(String answer) {
        RpcAnswerReader<SubmitResult> reader = new RpcAnswerReader<>(new SubmitResult.Reader());
        feed(reader, answer);
        return reader.finish();
    }

    private static void feed(RpcAnswerReader<?> reader, String answer) {
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        reader.feed(bytes, 0, bytes.length);
    }
}
