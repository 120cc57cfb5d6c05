package io.mos.stratum.solo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Hash256;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Takes the coinbase of a found block apart byte by byte, by what the BIPs say and nothing of ours:
 * BIP34 for the height, BIP141 for the witness commitment.
 */
final class CoinbaseDecodeTest {

    private static final String TAG = "/my farm ⛏/";
    private static final String TO_WITNESS = "bcrt1qh930q5sgh5axtrj5y8v4gmk92zjujfjfhh2vm7";
    private static final HexFormat HEX = HexFormat.of();

    /** Where in the block's bytes we are. */
    private int at;

    @ParameterizedTest
    @CsvSource({
        "1, 51",
        "16, 60",
        "17, 0111",
        "127, 017f",
        "128, 028000",
        "255, 02ff00",
        "256, 020001",
        "32767, 02ff7f",
        "32768, 03008000",
        "840000, 0340d10c",
        "8388607, 03ffff7f",
        "8388608, 0400008000",
        "2147483647, 04ffffff7f",
    })
    void beginsWithTheHeight(int height, String push) {
        Decoded coinbase = decode(block(TO_WITNESS, TAG, template(height)));
        assertEquals(push, coinbase.script().substring(0, push.length()));
    }

    @ParameterizedTest
    @CsvSource({
        // Their scripts, by other software: hash in the middle, opcodes of the type around it.
        "bcrt1qh930q5sgh5axtrj5y8v4gmk92zjujfjfhh2vm7, 0014b962f05208bd3a658e5421d9546ec550a5c92649",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa, 76a91462e907b15cbf27d5425399ebf6f0fb50ebb88f1888ac",
        "3P14159f73E4gFr7JterCCQh9QjiTjiZrG, a914e9c3dd0c07aac76179ebc76a6c78d4d67c6c160a87",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0,"
                + " 512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
    })
    void paysTheUserEverything(String address, String script) {
        Decoded coinbase = decode(block(address, TAG, template(840_000)));
        assertEquals(2, coinbase.outputs().size(), "the user, and the commitment");
        assertEquals(
                new Output(TemplateJson.COINBASE_SATOSHIS, script), coinbase.outputs().getFirst());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 8})
    void commitsToAllWitnesses(int transactions) {
        TemplateJson json = template(840_000, transactions);
        Decoded coinbase = decode(block(TO_WITNESS, TAG, json));
        List<byte[]> leaves = new ArrayList<>(List.of(new byte[32]));
        json.transactions.forEach(each -> leaves.add(each.witnessId().toBytes()));
        byte[] reserved = HEX.parseHex(coinbase.witness());
        assertEquals(32, reserved.length);
        String expected = HEX.formatHex(twice(merkleRoot(leaves), reserved));
        assertEquals(new Output(0, "6a24aa21a9ed" + expected), coinbase.outputs().getLast());
    }

    /** The header's root is that of the coinbase without its witness and the others' txids. */
    @Test
    void isWhatTheHeaderCommitsTo() {
        TemplateJson json = template(840_000, 5);
        byte[] block = block(TO_WITNESS, TAG, json);
        Decoded coinbase = decode(block);
        List<byte[]> leaves = new ArrayList<>(List.of(twice(HEX.parseHex(coinbase.stripped()))));
        json.transactions.forEach(each -> leaves.add(each.txid().toBytes()));
        assertEquals(
                HEX.formatHex(merkleRoot(leaves)),
                HEX.formatHex(Arrays.copyOfRange(block, 36, 68)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mos",
                TAG,
                "=75 bytes============================================ at the longest, it is"
            })
    void carriesTheUsersTag(String tag) {
        Decoded coinbase = decode(block(TO_WITNESS, tag, template(840_000)));
        byte[] script = HEX.parseHex(coinbase.script());
        assertTrue(script.length >= 2 && script.length <= 100, "consensus: 2 to 100 bytes");
        byte[] bytes = tag.getBytes(UTF_8);
        assertEquals(tag, new String(script, script.length - bytes.length, bytes.length, UTF_8));
    }

    @Test
    void isACoinbaseOtherwise() {
        Decoded coinbase = decode(block(TO_WITNESS, TAG, template(840_000)));
        assertEquals("00".repeat(32) + "ffffffff", coinbase.spends());
        assertEquals("00000000", coinbase.lockTime());
        assertEquals("00".repeat(32), coinbase.witness(), "what nodes reserve for later");
    }

    private static TemplateJson template(int height) {
        return template(height, 3);
    }

    private static TemplateJson template(int height, int transactions) {
        List<TemplateJson.Transaction> list = new ArrayList<>();
        for (int i = 0; i < transactions; i++) {
            list.add(TemplateJson.transaction(i, 100 + i));
        }
        return new TemplateJson(Hash256.ofDisplayHex("0f".repeat(32)), height, list);
    }

    private static byte[] block(String address, String tag, TemplateJson json) {
        SoloJobs jobs = SoloJobsTest.jobs(1, SoloPayout.parse(address, tag));
        Job job = jobs.add(json.read());
        Share share = Shares.mine(job, 1);
        SolvedBlock block = ((SoloJobs.Solution.Found) jobs.solve(share)).block();
        byte[] bytes = new byte[block.sizeBytes()];
        block.copyTo(0, bytes, bytes.length);
        return bytes;
    }

    /** The parts of a coinbase in hex, as they stand in the block. */
    private record Decoded(
            String spends,
            String script,
            List<Output> outputs,
            String witness,
            String lockTime,
            String stripped) {}

    private record Output(long satoshis, String script) {}

    private Decoded decode(byte[] block) {
        at = 80;
        count(block);
        ByteArrayOutputStream stripped = new ByteArrayOutputStream();
        stripped.writeBytes(take(block, 4));
        assertEquals("0001", hex(block, 2), "the marker and flag of BIP144");
        int bodyStart = at;
        assertEquals(1, count(block), "one input");
        String spends = hex(block, 36);
        String script = hex(block, count(block));
        hex(block, 4);
        List<Output> outputs = new ArrayList<>();
        int outputCount = count(block);
        for (int i = 0; i < outputCount; i++) {
            long satoshis = number(block, 8);
            outputs.add(new Output(satoshis, hex(block, count(block))));
        }
        stripped.write(block, bodyStart, at - bodyStart);
        assertEquals(1, count(block), "one witness item");
        String witness = hex(block, count(block));
        byte[] lockTime = take(block, 4);
        stripped.writeBytes(lockTime);
        return new Decoded(
                spends,
                script,
                outputs,
                witness,
                HEX.formatHex(lockTime),
                HEX.formatHex(stripped.toByteArray()));
    }

    private byte[] take(byte[] block, int length) {
        at += length;
        return Arrays.copyOfRange(block, at - length, at);
    }

    private String hex(byte[] block, int length) {
        return HEX.formatHex(take(block, length));
    }

    /** Little-endian. */
    private long number(byte[] block, int bytes) {
        long number = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            number = number << 8 | (block[at + i] & 0xff);
        }
        at += bytes;
        return number;
    }

    /** A CompactSize; those of a coinbase and of a small block are a byte each. */
    private int count(byte[] block) {
        int count = block[at++] & 0xff;
        assertTrue(count < 0xfd, "one byte");
        return count;
    }

    /** The last of an odd row is paired with itself. */
    private static byte[] merkleRoot(List<byte[]> leaves) {
        List<byte[]> row = leaves;
        while (row.size() > 1) {
            List<byte[]> above = new ArrayList<>();
            for (int i = 0; i < row.size(); i += 2) {
                above.add(twice(row.get(i), row.get(Math.min(i + 1, row.size() - 1))));
            }
            row = above;
        }
        return row.getFirst();
    }

    private static byte[] twice(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
