package io.mos.drivers.bm13xx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionDialect;
import io.mos.core.testkit.VectorFile;
import io.mos.core.testkit.VectorFormat;
import io.mos.core.testkit.Vectors;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.Job;
import io.mos.core.work.NonceFound;
import io.mos.core.work.Work;
import io.mos.drivers.bm13xx.family.ChipFamilies;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.family.Pll;
import io.mos.drivers.bm13xx.family.Source;
import io.mos.drivers.bm13xx.frame.Answer;
import io.mos.drivers.bm13xx.frame.AnswerSize;
import io.mos.drivers.bm13xx.frame.ChipJob;
import io.mos.drivers.bm13xx.frame.FrameReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The golden files of {@code vectors/asic/engine}, whose README says where they come from. */
@Tag("vectors")
class EngineVectorsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final Source SOURCE = new Source("derived from the vector");

    /** Vectors give milliseconds to three decimals. */
    private static final double PRINTED_MILLIS = 0.0006;

    @TestFactory
    Stream<DynamicTest> file() {
        return Vectors.of(EngineVectorsTest.class, "asic/engine")
                .reading(VectorFormat.BM13XX_SHARE, EngineVectorsTest::share)
                .reading(VectorFormat.BM13XX_GOLDEN_BLOCK, EngineVectorsTest::goldenBlock)
                .reading(VectorFormat.BM13XX_TIMING, EngineVectorsTest::timing)
                .tests();
    }

    private static Stream<DynamicTest> share(VectorFile file) {
        JsonNode vector = file.document();
        return Stream.of(
                dynamicTest("notify to job frame", () -> checkJobFrame(vector)),
                dynamicTest("nonce frame to submit", () -> checkSubmit(vector)));
    }

    private static void checkJobFrame(JsonNode vector) {
        ChipWork work = ChipWork.at(RecordedWork.share(vector), 0);
        assertEquals(text(vector, "merkle_root_computed_here"), work.header().merkleRoot().hex());
        int jobHeader = HEX.parseHex(text(vector, "job_frame_hex"))[4];
        ChipJob job = work.job(bm1370(), jobHeader);
        assertEquals(text(vector, "job_frame_hex"), HEX.formatHex(job.toBytes()));
    }

    /** Through the table of jobs, as a device does it, with as many jobs before as the id tells. */
    private static void checkSubmit(JsonNode vector) {
        ChipWork sent = ChipWork.at(RecordedWork.share(vector), 0);
        Answer.Nonce answer = nonce(text(vector, "nonce_frame_hex"));
        ChipNonce nonce = ChipNonce.of(bm1370(), answer);
        JobTable<ChipWork> jobs = new JobTable<>(bm1370().jobIds());
        assertTrue(jobs.candidates(answer.jobByte()).isEmpty());
        int sentAs = jobs.put(sent);
        for (int i = 0; sentAs != nonce.jobHeader() && i < bm1370().jobIds().jobs(); i++) {
            sentAs = jobs.put(sent);
        }
        assertEquals(List.of(sent), jobs.candidates(answer.jobByte()));

        TicketMask ticket =
                TicketMask.ofDifficulty(
                        Difficulty.of(vector.required("chip_ticket_difficulty").doubleValue()));
        NonceFound claim =
                sent.claim(bm1370(), nonce, ticket.target(), OptionalInt.empty()).orElseThrow();
        BlockHeader header = claim.header();
        assertEquals(text(vector, "header80_hex"), HEX.formatHex(header.toBytes()));
        assertEquals(text(vector, "block_hash_display"), header.hash().displayHex());
        assertTrue(claim.ticketTarget().isMetBy(header.hash()));
        double difficulty = Target.ofBytesLe(header.hash().toBytes()).difficulty().value();
        double expected = vector.required("difficulty_computed_here").doubleValue();
        assertEquals(expected, difficulty, expected * 1e-9);
        assertTrue(difficulty >= vector.required("pool_difficulty").doubleValue());
        assertEquals(RecordedWork.submitOf(vector), submit(claim));
    }

    private static List<String> submit(NonceFound claim) {
        Job job = claim.work().job();
        int bits =
                VersionDialect.XOR
                        .bitsFor(job.version(), job.versionMask(), claim.version())
                        .orElseThrow();
        return List.of(
                job.id(),
                claim.extranonce2().hex(),
                HEX.toHexDigits(claim.nTime()),
                HEX.toHexDigits(claim.nonce()),
                HEX.toHexDigits(bits));
    }

    private static Stream<DynamicTest> goldenBlock(VectorFile file) {
        JsonNode vector = file.document();
        return Stream.of(
                dynamicTest("block " + text(vector, "block"), () -> checkGoldenBlock(vector)));
    }

    private static void checkGoldenBlock(JsonNode vector) {
        BlockHeader found = BlockHeader.parse(HEX.parseHex(text(vector, "header80_hex")));
        assertEquals(text(vector, "hash"), found.hash().displayHex());
        Job job = RecordedWork.block(found, HexFormat.fromHexDigits(text(vector, "base_version")));
        Work leased = new Work(1, job, ExtranonceRange.NONE, Instant.EPOCH);
        ChipWork work = ChipWork.at(leased, 0);
        String jobFrame = text(vector, "job_frame_bm1370_made_here");
        int jobHeader = HEX.parseHex(jobFrame)[4];
        assertEquals(jobFrame, HEX.formatHex(work.job(bm1370(), jobHeader).toBytes()));

        String nonceFrame = text(vector, "nonce_frame_bm1370_made_here");
        Answer.Nonce answer = nonce(nonceFrame);
        assertEquals(HexFormat.fromHexDigits(text(vector, "version_bits")), answer.versionField());
        Answer.Nonce made =
                new Answer.Nonce(
                        found.nonce(),
                        0,
                        bm1370().jobIds().jobByte(jobHeader, answer.jobByte() & 0xf),
                        (found.version() ^ job.version()) >>> 13,
                        AnswerSize.LONG);
        assertEquals(nonceFrame, HEX.formatHex(made.toBytes()));

        ChipNonce nonce = ChipNonce.of(bm1370(), answer);
        assertEquals(jobHeader, nonce.jobHeader());
        NonceFound claim =
                work.claim(bm1370(), nonce, job.shareTarget(), OptionalInt.empty()).orElseThrow();
        assertEquals(found, claim.header());
        assertTrue(Target.ofNBits(found.nBits()).isMetBy(claim.header().hash()));
    }

    private static Stream<DynamicTest> timing(VectorFile file) {
        return Stream.concat(
                file.document()
                        .path("pll")
                        .valueStream()
                        .map(v -> dynamicTest("pll " + v, () -> checkPll(v))),
                file.document()
                        .path("timeouts_ms")
                        .valueStream()
                        .map(v -> dynamicTest("timeout " + v, () -> checkTimeout(v))));
    }

    private static void checkPll(JsonNode vector) {
        Pll bounds =
                new Pll(
                        vector.required("fb_min").intValue(),
                        vector.required("fb_max").intValue(),
                        500,
                        5_000,
                        Pll.Stored.LESS_ONE,
                        List.of(),
                        1,
                        0,
                        SOURCE);
        PllSetting found = PllSetting.nearest(bounds, vector.required("mhz").doubleValue());
        PllSetting expected =
                new PllSetting(
                        vector.required("fb").intValue(),
                        vector.required("ref").intValue(),
                        vector.required("post1").intValue(),
                        vector.required("post2").intValue());
        assertEquals(expected, found);
        assertEquals(vector.required("actual").doubleValue(), found.frequencyMhz(), 1e-9);
        assertEquals(found, PllSetting.ofRegister(bounds, found.registerValue(bounds)));
    }

    /** A vector without cores expects what is used while the chain is unknown. */
    private static void checkTimeout(JsonNode vector) {
        ChipFamily.Cores cores =
                new ChipFamily.Cores(
                        vector.path("cores").asInt(128),
                        vector.path("small_cores").asInt(2_040),
                        SOURCE);
        SearchSpace space = new SearchSpace(cores, vector.required("asics").intValue());
        double millis =
                space.search(
                                        vector.required("mhz").doubleValue(),
                                        vector.path("versions").asLong(65_536),
                                        vector.path("percent").asDouble(1) * 100)
                                .toNanos()
                        / 1e6;
        double expected =
                vector.has("expect")
                        ? Double.parseDouble(text(vector, "expect").replaceAll("\\D", ""))
                        : vector.required("ms").doubleValue();
        assertEquals(expected, millis, PRINTED_MILLIS);
    }

    private static Answer.Nonce nonce(String hex) {
        byte[] bytes = HEX.parseHex(hex);
        List<Answer> read = new ArrayList<>();
        FrameReader.ofAnswers(AnswerSize.LONG).accept(bytes, 0, bytes.length, read::add);
        return (Answer.Nonce) read.getFirst();
    }

    private static ChipFamily bm1370() {
        return ChipFamilies.named("BM1370").orElseThrow();
    }

    private static String text(JsonNode vector, String field) {
        return vector.required(field).asText();
    }
}
