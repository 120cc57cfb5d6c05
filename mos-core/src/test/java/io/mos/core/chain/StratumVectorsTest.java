package io.mos.core.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mos.core.testkit.VectorFile;
import io.mos.core.testkit.VectorFormat;
import io.mos.core.testkit.Vectors;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The golden files of {@code vectors/stratum}, whose README says where they come from. */
@Tag("vectors")
class StratumVectorsTest {
    /** Recorded difficulties were printed by other programs: allow them their last digits. */
    private static final double PRINTED_PRECISION = 1e-12;

    /** Pools compare floating-point difficulties. */
    private static final double POOL_SLACK = 1e-6;

    @TestFactory
    Stream<DynamicTest> file() {
        return Vectors.of(StratumVectorsTest.class, "stratum")
                .reading(VectorFormat.HEADERS_AND_DIFFICULTY, StratumVectorsTest::headers)
                .reading(VectorFormat.VERSION_DIALECTS, StratumVectorsTest::dialects)
                .reading(VectorFormat.SV1_SUBMITS, StratumVectorsTest::submits)
                .tests();
    }

    private static Stream<DynamicTest> headers(VectorFile file) {
        JsonNode lists = file.document();
        return Stream.of(
                        lists.path("headers")
                                .valueStream()
                                .map(v -> dynamicTest(text(v, "name"), () -> checkHeader(v))),
                        lists.path("difficulty_to_target")
                                .valueStream()
                                .map(v -> dynamicTest(text(v, "difficulty"), () -> checkTarget(v))),
                        lists.path("nbits")
                                .valueStream()
                                .map(v -> dynamicTest(text(v, "nbits"), () -> checkNBits(v))),
                        lists.path("sri_hashrate_to_target")
                                .valueStream()
                                .map(v -> dynamicTest(text(v, "hashrate"), () -> checkHashrate(v))))
                .flatMap(cases -> cases);
    }

    private static void checkHeader(JsonNode vector) {
        byte[] bytes = HexFormat.of().parseHex(text(vector, "header"));
        BlockHeader header = BlockHeader.parse(bytes);
        assertArrayEquals(bytes, header.toBytes());
        assertEquals(text(vector, "hash_display"), header.hash().displayHex());
        assertEquals(header.hash(), ReferenceSha256d.of(bytes));
        String prevHash = text(vector, "sv1_prevhash_param");
        assertEquals(Hash256.ofWordSwappedHex(prevHash), header.prevHash());
        assertEquals(prevHash, header.prevHash().wordSwappedHex());
        assertEquals(word(vector, "sv1_version"), header.version());
        assertEquals(word(vector, "sv1_ntime"), header.nTime());
        assertEquals(word(vector, "sv1_nbits"), header.nBits());
        assertEquals(word(vector, "sv1_nonce"), header.nonce());
        Target target = Target.ofNBits(header.nBits());
        assertEquals(text(vector, "target"), target.displayHex());
        assertTrue(target.isMetBy(header.hash()));
        assertClose(vector, "bdiff", target.difficulty().value());
    }

    private static void checkTarget(JsonNode vector) {
        Target target = Difficulty.parse(text(vector, "difficulty")).target();
        assertEquals(text(vector, "target_be"), target.displayHex());
        byte[] littleEndian = HexFormat.of().parseHex(text(vector, "target_le_sv2"));
        assertArrayEquals(littleEndian, target.toBytesLe());
        assertEquals(target, Target.ofBytesLe(littleEndian));
        assertEquals(target, Target.ofDisplayHex(target.displayHex()));
    }

    private static void checkNBits(JsonNode vector) {
        int nBits = word(vector, "nbits");
        boolean isTarget = text(vector, "target").chars().anyMatch(digit -> digit != '0');
        if (vector.path("negative").booleanValue() || !isTarget) {
            assertThrows(MalformedChainDataException.class, () -> Target.ofNBits(nBits));
            return;
        }
        Target target = Target.ofNBits(nBits);
        assertEquals(text(vector, "target"), target.displayHex());
        assertEquals(target, Target.ofNBits(target.toNBits()));
        assertClose(vector, "bdiff", target.difficulty().value());
    }

    /** That formula counts one hash more than those expected between two shares. */
    private static void checkHashrate(JsonNode vector) {
        double secondsPerShare = 60 / number(vector, "shares_per_minute");
        double hashes = number(vector, "hashrate") * secondsPerShare + 1;
        Target target = Target.ofExpectedHashes(hashes);
        assertEquals(text(vector, "target_be"), target.displayHex());
        assertClose(vector, "difficulty", target.difficulty().value());
    }

    private static Stream<DynamicTest> dialects(VectorFile file) {
        return file.document()
                .valueStream()
                .map(vector -> {
                    String name =
                            "%s & %s, %s"
                                    .formatted(
                                            text(vector, "job_version"),
                                            text(vector, "mask"),
                                            text(vector, "version_bits"));
                    return dynamicTest(name, () -> checkDialects(vector));
                });
    }

    private static void checkDialects(JsonNode vector) {
        checkDialect(VersionDialect.BIP310, vector, "bip310");
        checkDialect(VersionDialect.OR, vector, "ckpool_and_datum_or");
        checkDialect(VersionDialect.XOR, vector, "public_pool_and_espminer_xor");
    }

    /** The bits that come back may differ from those that went in, but lead to the same version. */
    private static void checkDialect(VersionDialect dialect, JsonNode vector, String field) {
        int job = word(vector, "job_version");
        VersionMask mask = VersionMask.parseHex(text(vector, "mask"));
        int bits = word(vector, "version_bits");
        assertTrue(mask.covers(bits));
        int version = dialect.combine(job, mask, bits);
        assertEquals(text(vector, field), HexFormat.of().toHexDigits(version), field);
        OptionalInt back = dialect.bitsFor(job, mask, version);
        assertEquals(version, dialect.combine(job, mask, back.orElseThrow()), field);
    }

    private static Stream<DynamicTest> submits(VectorFile file) {
        return file.document()
                .valueStream()
                .map(vector -> {
                    String name =
                            "job %s, nonce %s"
                                    .formatted(
                                            vector.path("submit").path(1).asText(),
                                            vector.path("submit").path(4).asText());
                    return dynamicTest(name, () -> checkSubmit(vector));
                });
    }

    private static void checkSubmit(JsonNode vector) {
        ByteString coinbase = coinbase(vector);
        assertEquals(text(vector, "coinbase_hex"), coinbase.hex());
        assertEquals(coinbase, CoinbaseTransaction.parse(coinbase.toBytes()).stripped());
        Hash256 txid = Sha256d.of(coinbase);
        assertEquals(text(vector, "coinbase_txid_internal"), txid.hex());

        List<Hash256> branch = new ArrayList<>();
        JsonNode folds = vector.path("merkle_fold_internal");
        assertEquals(folds.size(), vector.path("notify").path(4).size());
        for (JsonNode sibling : vector.path("notify").path(4)) {
            branch.add(Hash256.ofHex(sibling.asText()));
            String fold = folds.path(branch.size() - 1).asText();
            assertEquals(fold, MerkleTree.fold(txid, branch).hex());
        }
        BlockHeader header = BlockHeader.parse(HexFormat.of().parseHex(text(vector, "header_hex")));
        assertTrue(headers(vector, MerkleTree.fold(txid, branch)).contains(header));
        assertEquals(text(vector, "hash_display"), header.hash().displayHex());
        checkReply(vector, header, CoinbaseTransaction.parse(coinbase.toBytes()));
    }

    /** What the pool credited met its difficulty; what the node took met the network's target. */
    private static void checkReply(
            JsonNode vector, BlockHeader header, CoinbaseTransaction coinbase) {
        double difficulty = Target.ofBytesLe(header.hash().toBytes()).difficulty().value();
        assertClose(vector, "share_difficulty", difficulty);
        if (vector.path("response").path("result").booleanValue()) {
            double asked = number(vector, "difficulty_at_notify");
            assertTrue(difficulty >= asked * (1 - POOL_SLACK), "credited below its difficulty");
        }
        JsonNode height = vector.path("node_accepted_height");
        if (height.isInt()) {
            assertTrue(Target.ofNBits(header.nBits()).isMetBy(header.hash()));
            assertEquals(OptionalInt.of(height.intValue()), coinbase.height());
        }
    }

    private static ByteString coinbase(JsonNode vector) {
        return ByteString.concat(
                ByteString.parseHex(vector.path("notify").path(2).asText()),
                Extranonce.parseHex(text(vector.path("subscribe"), "extranonce1")).bytes(),
                Extranonce.parseHex(vector.path("submit").path(2).asText()).bytes(),
                ByteString.parseHex(vector.path("notify").path(3).asText()));
    }

    /** The header under each dialect: a recording does not say which one its pool speaks. */
    private static List<BlockHeader> headers(JsonNode vector, Hash256 root) {
        JsonNode notify = vector.path("notify");
        JsonNode submit = vector.path("submit");
        VersionMask mask = VersionMask.parseHex(text(vector, "version_mask"));
        int bits = submit.has(5) ? VersionMask.parseHex(submit.path(5).asText()).bits() : 0;
        BlockHeader plain =
                new BlockHeader(
                        HexFormat.fromHexDigits(notify.path(5).asText()),
                        Hash256.ofWordSwappedHex(notify.path(1).asText()),
                        root,
                        HexFormat.fromHexDigits(submit.path(3).asText()),
                        HexFormat.fromHexDigits(notify.path(6).asText()),
                        HexFormat.fromHexDigits(submit.path(4).asText()));
        return Stream.of(VersionDialect.values())
                .map(dialect -> dialect.combine(plain.version(), mask, bits))
                .map(plain::withVersion)
                .toList();
    }

    private static void assertClose(JsonNode vector, String field, double actual) {
        double expected = number(vector, field);
        assertEquals(expected, actual, expected * PRINTED_PRECISION, field);
    }

    private static String text(JsonNode vector, String field) {
        return vector.required(field).asText();
    }

    private static double number(JsonNode vector, String field) {
        return vector.required(field).doubleValue();
    }

    private static int word(JsonNode vector, String field) {
        return HexFormat.fromHexDigits(text(vector, field));
    }
}
