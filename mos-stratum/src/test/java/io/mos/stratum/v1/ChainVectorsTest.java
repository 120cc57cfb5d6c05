package io.mos.stratum.v1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.VersionDialect;
import io.mos.core.chain.VersionMask;
import io.mos.core.testkit.VectorFile;
import io.mos.core.testkit.VectorFormat;
import io.mos.core.testkit.Vectors;
import io.mos.core.work.Job;
import io.mos.core.work.ShareVerdict;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** What the chain's golden files mean in the lines of a pool and of a miner. */
@Tag("vectors")
class ChainVectorsTest {

    /** The hardest network there is, so that no difficulty is out of reach. */
    private static final String HARDEST_N_BITS = "03000001";

    @TestFactory
    Stream<DynamicTest> file() {
        return Vectors.of(ChainVectorsTest.class, "chain")
                .reading(VectorFormat.HEADERS_AND_DIFFICULTY, ChainVectorsTest::headers)
                .reading(VectorFormat.VERSION_DIALECTS, ChainVectorsTest::dialects)
                .tests();
    }

    /**
     * Headers in the form of jobs; difficulties, targets and nBits in the calls that carry them.
     */
    private static Stream<DynamicTest> headers(VectorFile file) {
        JsonNode lists = file.document();
        return Stream.of(
                        cases(lists, "headers", "name", ChainVectorsTest::checkHeader),
                        cases(
                                lists,
                                "difficulty_to_target",
                                "difficulty",
                                v ->
                                        checkShareTarget(
                                                "set_difficulty",
                                                v.required("difficulty").asText(),
                                                v)),
                        cases(lists, "nbits", "nbits", ChainVectorsTest::checkNBits),
                        cases(
                                lists,
                                "sri_hashrate_to_target",
                                "hashrate",
                                v ->
                                        checkShareTarget(
                                                "set_target", '"' + text(v, "target_be") + '"', v)))
                .flatMap(each -> each);
    }

    /** A share of each version, submitted so that a pool of the dialect rebuilds that version. */
    private static Stream<DynamicTest> dialects(VectorFile file) {
        return file.document()
                .valueStream()
                .flatMap(vector ->
                        Stream.of(VersionDialect.values())
                                .map(dialect ->
                                        dynamicTest(
                                                "%s of %s & %s, %s"
                                                        .formatted(
                                                                dialect,
                                                                text(vector, "job_version"),
                                                                text(vector, "mask"),
                                                                text(vector, "version_bits")),
                                                () -> checkDialect(dialect, vector))));
    }

    private static void checkHeader(JsonNode vector) {
        byte[] bytes = HexFormat.of().parseHex(text(vector, "header"));
        BlockHeader header = BlockHeader.parse(bytes);
        SessionRig rig = new SessionRig().handshake();
        notify(rig, vector, text(vector, "sv1_version"), text(vector, "sv1_nbits"));
        Job job = rig.lastJob();
        BlockHeader ours =
                new BlockHeader(
                        job.version(),
                        job.prevHash(),
                        header.merkleRoot(),
                        job.nTime(),
                        job.nBits(),
                        HexFormat.fromHexDigits(text(vector, "sv1_nonce")));
        assertArrayEquals(bytes, ours.toBytes());
        assertEquals(text(vector, "hash_display"), ours.hash().displayHex());
    }

    private static void checkShareTarget(String call, String param, JsonNode vector) {
        SessionRig rig = new SessionRig().handshake();
        rig.raw("{\"method\":\"mining.%s\",\"params\":[%s]}".formatted(call, param));
        notify(rig, vector, "20000000", HARDEST_N_BITS);
        assertEquals(text(vector, "target_be"), rig.lastJob().shareTarget().displayHex());
    }

    private static void checkNBits(JsonNode vector) {
        String nBits = text(vector, "nbits");
        boolean isTarget = text(vector, "target").chars().anyMatch(digit -> digit != '0');
        SessionRig rig = new SessionRig().handshake();
        notify(rig, vector, "20000000", nBits);
        if (vector.path("negative").booleanValue() || !isTarget) {
            assertEquals(Cause.WRONG_PARAMETERS, rig.closeCause());
        } else {
            assertEquals(HexFormat.fromHexDigits(nBits), rig.lastJob().nBits());
        }
    }

    private static void checkDialect(VersionDialect dialect, JsonNode vector) {
        int jobVersion = HexFormat.fromHexDigits(text(vector, "job_version"));
        VersionMask mask = VersionMask.parseHex(text(vector, "mask"));
        int version = HexFormat.fromHexDigits(text(vector, field(dialect)));
        int submitted = HexFormat.fromHexDigits(text(vector, "version_bits"));
        assertEquals(version, dialect.combine(jobVersion, mask, submitted), "rebuilt by a pool");
        PoolMemory memory = new PoolMemory();
        memory.dialect().accepted(dialect);
        SessionRig rig = new SessionRig(memory).handshake();
        rig.line("{'method':'mining.set_version_mask','params':['%s']}".formatted(mask.hex()));
        rig.notify("j1", SessionRig.PREV, jobVersion, true);
        rig.submit(rig.lastJob(), version);
        VersionMask usable = mask.intersect(VersionMask.BIP323);
        if (!usable.covers(jobVersion ^ version)) {
            assertInstanceOf(ShareVerdict.Stale.class, rig.verdicts.getLast());
            return;
        }
        String line = rig.lastSent();
        int bits = HexFormat.fromHexDigits(line.replaceAll(".*'([0-9a-f]{8})'\\]}$", "$1"));
        assertEquals(version, dialect.combine(jobVersion, usable, bits), line);
    }

    private static String field(VersionDialect dialect) {
        return switch (dialect) {
            case BIP310 -> "bip310";
            case OR -> "ckpool_and_datum_or";
            case XOR -> "public_pool_and_espminer_xor";
        };
    }

    private static void notify(SessionRig rig, JsonNode vector, String version, String nBits) {
        rig.line(
                "{'id':null,'method':'mining.notify','params':['v','%s','01','02',[],'%s','%s','%s',true]}"
                        .formatted(
                                vector.path("sv1_prevhash_param").asText(SessionRig.PREV),
                                version,
                                nBits,
                                vector.path("sv1_ntime").asText("6b002fdd")));
    }

    private static Stream<DynamicTest> cases(
            JsonNode lists, String list, String name, Check check) {
        return lists.path(list)
                .valueStream()
                .map(vector ->
                        dynamicTest(
                                list + " " + vector.path(name).asText(), () -> check.on(vector)));
    }

    private static String text(JsonNode vector, String field) {
        return vector.required(field).asText();
    }

    private interface Check {
        void on(JsonNode vector);
    }
}
