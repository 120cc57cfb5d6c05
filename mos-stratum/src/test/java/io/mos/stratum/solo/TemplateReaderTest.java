package io.mos.stratum.solo;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Hash256;
import io.mos.core.chain.MerkleTree;
import io.mos.core.chain.Sha256d;
import io.mos.core.testkit.Gen;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class TemplateReaderTest {

    @Test
    void readsWhatABlockNeeds() {
        TemplateJson json = TemplateJson.small();
        BlockTemplate template = json.read();
        assertEquals(122, template.height());
        assertEquals(0x3000_0000, template.version());
        assertEquals(json.prevHash, template.prevHash());
        assertEquals(TemplateJson.REGTEST_NBITS, template.nBits());
        assertEquals(1_700_000_000, template.minTime());
        assertEquals(1_700_000_600, template.curTime());
        assertEquals(TemplateJson.COINBASE_SATOSHIS, template.coinbaseSatoshis());
        assertEquals(Optional.of(json.prevHash.displayHex() + "7"), template.longPollId());
        assertEquals(3, template.transactions().count());
        assertArrayEquals(json.rawTransactions(), bytesOf(template.transactions()));
    }

    @Test
    void theBranchLeadsFromAnyCoinbaseToTheRoot() {
        TemplateJson json = TemplateJson.small();
        Hash256 coinbase = Sha256d.of(new byte[] {7});
        List<Hash256> leaves = new ArrayList<>(List.of(coinbase));
        json.transactions.forEach(transaction -> leaves.add(transaction.txid()));
        assertEquals(MerkleTree.root(leaves), MerkleTree.fold(coinbase, json.read().branch()));
    }

    @Test
    void readsAnEmptyBlock() {
        BlockTemplate template = new TemplateJson(Hash256.ZERO, 1, List.of()).read();
        assertEquals(0, template.transactions().sizeBytes());
        assertEquals(List.of(), template.branch());
    }

    @Test
    @Tag("property")
    void readsTheSameHoweverTheBytesArrive() {
        byte[] answer = TemplateJson.small().answer().getBytes(StandardCharsets.UTF_8);
        BlockTemplate whole = TemplateJson.small().read();
        Gen.forAll(
                200,
                gen -> {
                    RpcAnswerReader<BlockTemplate> reader =
                            new RpcAnswerReader<>(new TemplateReader());
                    for (int at = 0; at < answer.length; ) {
                        int end = Math.min(answer.length, at + gen.intBetween(1, 300));
                        reader.feed(answer, at, end);
                        at = end;
                    }
                    BlockTemplate pieces = result(reader.finish());
                    assertEquals(whole.branch(), pieces.branch());
                    assertEquals(whole.witnessCommitment(), pieces.witnessCommitment());
                    assertArrayEquals(
                            bytesOf(whole.transactions()), bytesOf(pieces.transactions()));
                });
    }

    @Test
    @Tag("property")
    void refusesEveryTruncation() {
        byte[] answer = TemplateJson.small().answer().strip().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < answer.length; length++) {
            RpcAnswerReader<BlockTemplate> reader = new RpcAnswerReader<>(new TemplateReader());
            reader.feed(answer, 0, length);
            assertThrows(MalformedAnswerException.class, reader::finish, "cut at " + length);
        }
    }

    @Test
    void membersMayComeInAnyOrder() {
        String answer =
                TemplateJson.small()
                        .with(
                                "transactions",
                                "[{\"hash\":\"%s\",\"depends\":[],\"txid\":\"%s\",\"data\":\"0102\"}]"
                                        .formatted("0b".repeat(32), "0a".repeat(32)))
                        .without("default_witness_commitment")
                        .answer();
        BlockTemplate template = read(answer);
        assertEquals(List.of(Hash256.ofDisplayHex("0a".repeat(32))), template.branch());
        assertArrayEquals(new byte[] {1, 2}, bytesOf(template.transactions()));
    }

    @Test
    void computesTheCommitmentWhenTheNodeSendsNone() {
        BlockTemplate sent = TemplateJson.small().read();
        BlockTemplate computed = TemplateJson.small().without("default_witness_commitment").read();
        assertEquals(sent.witnessCommitment(), computed.witnessCommitment());
    }

    @Test
    void refusesACommitmentToOtherTransactions() {
        String other = "6a24aa21a9ed" + "00".repeat(32);
        assertRefused(
                TemplateJson.small().with("default_witness_commitment", "\"" + other + "\""),
                "default_witness_commitment does not fit");
    }

    @Test
    void refusesATargetThatIsNotThatOfTheBits() {
        assertRefused(
                TemplateJson.small().with("target", "\"" + "00".repeat(31) + "01\""),
                "target and bits differ");
    }

    @Test
    void refusesRulesItCannotKeep() {
        assertRefused(TemplateJson.small().with("rules", "[\"!segwit\",\"!signet\"]"), "!signet");
        assertRefused(TemplateJson.small().with("rules", "[\"csv\"]"), "segwit");
        assertRefused(TemplateJson.small().without("rules"), "segwit");
        assertRefused(TemplateJson.small().with("rules", "[1]"), "rules");
        String many =
                IntStream.range(0, 100)
                        .mapToObj(i -> "\"" + i + "\"")
                        .collect(joining(",", "[", "]"));
        assertRefused(TemplateJson.small().with("rules", many), "rules");
    }

    @Test
    void namesWhatIsMissing() {
        for (String needed :
                List.of(
                        "height",
                        "version",
                        "previousblockhash",
                        "bits",
                        "mintime",
                        "curtime",
                        "coinbasevalue",
                        "transactions")) {
            assertRefused(TemplateJson.small().without(needed), needed);
            assertRefused(TemplateJson.small().with(needed, "null"), needed);
        }
    }

    @Test
    void refusesValuesOutOfRange() {
        assertRefused(TemplateJson.small().with("height", "0"), "height");
        assertRefused(TemplateJson.small().with("height", "2147483648"), "height");
        assertRefused(TemplateJson.small().with("height", "1.5"), "height");
        assertRefused(TemplateJson.small().with("curtime", "4294967296"), "curtime");
        assertRefused(TemplateJson.small().with("coinbasevalue", "-1"), "coinbasevalue");
        assertRefused(
                TemplateJson.small().with("coinbasevalue", "2100000000000001"), "coinbasevalue");
        assertRefused(TemplateJson.small().with("bits", "\"00000000\""), "nBits");
        assertRefused(TemplateJson.small().with("bits", "\"207fff\""), "bits");
        assertRefused(TemplateJson.small().with("previousblockhash", "\"00\""), "32");
        assertRefused(
                TemplateJson.small().with("longpollid", "\"" + "x".repeat(257) + "\""),
                "longpollid");
    }

    @Test
    void refusesTransactionsThatAreNone() {
        assertRefused(transactions("[7]"), "no object");
        assertRefused(transactions("[{}]"), "without");
        assertRefused(transactions("[" + transaction("abc") + "]"), "half a byte");
        assertRefused(transactions("[" + transaction("zz") + "]"), "not hex");
        assertRefused(transactions("[" + transaction("0\\u0661") + "]"), "not hex");
        assertRefused(transactions("[{\"data\":\"00\",\"data\":\"00\"}]"), "two DATA");
        assertRefused(transactions("[{\"data\":0}]"), "no text");
        assertRefused(transactions("[{\"txid\":\"00\"}]"), "32");
    }

    @Test
    void refusesMoreThanABlockCanHold() {
        StringBuilder many = new StringBuilder("[");
        for (int i = 0; i <= RawTransactions.MAX_COUNT; i++) {
            many.append(i == 0 ? "" : ",").append(transaction("00"));
        }
        assertRefused(transactions(many.append("]").toString()), "transactions");
        String full = transaction("00".repeat(RawTransactions.MAX_BYTES));
        assertRefused(transactions("[" + full + "," + transaction("00") + "]"), "4000000 bytes");
    }

    @Test
    void refusesTwoListsOfTransactions() {
        String answer = TemplateJson.small().answer();
        String twice = answer.replace("\"coinbaseaux\"", "\"transactions\":[],\"coinbaseaux\"");
        assertTrue(refusal(twice).contains("two lists"));
    }

    private static TemplateJson transactions(String json) {
        return TemplateJson.small().with("transactions", json);
    }

    private static String transaction(String data) {
        return "{\"data\":\"%s\",\"txid\":\"%s\",\"hash\":\"%s\"}"
                .formatted(data, "0a".repeat(32), "0b".repeat(32));
    }

    private static void assertRefused(TemplateJson json, String reason) {
        String message = refusal(json.answer());
        assertTrue(message.contains(reason), () -> message + " should say " + reason);
    }

    private static String refusal(String answer) {
        return String.valueOf(
                assertThrows(MalformedAnswerException.class, () -> read(answer)).getMessage());
    }

    private static BlockTemplate read(String answer) {
        RpcAnswerReader<BlockTemplate> reader = new RpcAnswerReader<>(new TemplateReader());
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        reader.feed(bytes, 0, bytes.length);
        return result(reader.finish());
    }

    private static BlockTemplate result(RpcOutcome<BlockTemplate> outcome) {
        return ((RpcOutcome.Result<BlockTemplate>) outcome).value();
    }

    private static byte[] bytesOf(RawTransactions transactions) {
        byte[] bytes = new byte[transactions.sizeBytes()];
        transactions.copyTo(0, bytes, 0, bytes.length);
        return bytes;
    }
}
