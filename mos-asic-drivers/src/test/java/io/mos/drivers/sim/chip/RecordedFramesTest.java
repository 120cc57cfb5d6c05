package io.mos.drivers.sim.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mos.core.chain.BlockHeader;
import io.mos.drivers.bm13xx.frame.Answer;
import io.mos.drivers.bm13xx.frame.AnswerSize;
import io.mos.drivers.bm13xx.frame.ChipJob;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.Register;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulated chips against what real ones said, and against what real drivers send. */
@Tag("vectors")
class RecordedFramesTest {
    private static final Duration SOON = Duration.ofMillis(100);

    private static JsonNode vector(String file) {
        try (InputStream in =
                RecordedFramesTest.class.getResourceAsStream("/vectors/asic/" + file)) {
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    private static byte[] bytes(JsonNode hex) {
        return HexFormat.of().parseHex(hex.asText());
    }

    /** A share that a pool accepted: the recorded job in, the recorded nonce out, byte by byte. */
    @Test
    void findsTheRecordedShare() {
        JsonNode rosetta = vector("engine/rosetta.json");
        Bench bench = Bench.of("BM1370", 1, ChainSettings.SILICON_ZERO_BITS);
        bench.bringUp(1, 0xff, 0xffff);
        bench.sayBytes(bytes(rosetta.required("job_frame_hex"))).pass(SOON);
        assertEquals(List.of(rosetta.required("nonce_frame_hex").asText()), bench.hex());
    }

    @ParameterizedTest
    @CsvSource({"BM1370, 1", "BM1368, 6", "BM1366, 1", "BM1362, 12", "BM1372, 4"})
    void findsTheGoldenBlockAtFullDifficulty(String chip, int chips) {
        JsonNode golden = vector("engine/golden-blocks.json");
        Bench bench = Bench.of(chip, chips, ChainSettings.SILICON_ZERO_BITS);
        bench.bringUp(chips, 0xff, 0xffff);
        bench.sayBytes(bytes(golden.required("job_frame_bm1370_made_here"))).pass(SOON);
        List<Answer.Nonce> nonces = bench.nonces();
        assertEquals(1, nonces.size());
        assertEquals(0xff05_fb02, nonces.getFirst().nonce());
        assertEquals(0x72cb, nonces.getFirst().versionField());
        assertEquals(0x18, bench.family.jobIds().jobHeader(nonces.getFirst().jobByte()));
    }

    @Test
    void doesNotFindItOutsideTheVersionsItMayRoll() {
        JsonNode golden = vector("engine/golden-blocks.json");
        Bench bench = Bench.of("BM1370", 1, ChainSettings.SILICON_ZERO_BITS);
        bench.bringUp(1, 0xff, 0x0fff);
        bench.sayBytes(bytes(golden.required("job_frame_bm1370_made_here"))).pass(SOON);
        assertEquals(List.of(), bench.hex());
    }

    /** Hardware answered this job with nonce 0A4C049B of the third midstate. */
    @Test
    void beginsWhereTheJobSays() {
        JsonNode frames = vector("frames/bm13xx-frames.json").required("vectors");
        Bench bench = Bench.of("BM1397", 1, ChainSettings.SILICON_ZERO_BITS);
        bench.bringUp(1, 0, 0);
        for (JsonNode each : frames) {
            if (each.required("id").asText().equals("bm1397-known-job")) {
                bench.sayBytes(bytes(each.required("hex")));
            }
        }
        assertEquals(
                List.of(new Answer.Nonce(0x0a4c_049b, 2, 0x18 | 2, 0, AnswerSize.SHORT)),
                bench.pass(Duration.ofMillis(40)).nonces());
    }

    @Test
    void midstatesOfTheGoldenBlockAreKnownToo() {
        BlockHeader golden = KnownHeaders.shipped().headers().getFirst();
        Bench bench = Bench.of("BM1397", 1, ChainSettings.SILICON_ZERO_BITS);
        bench.bringUp(1, 0, 0);
        ChipJob job = HashingTest.job(bench.family, 0x20, golden.withNonce(0));
        List<Answer.Nonce> nonces = bench.say(job).pass(SOON).nonces();
        Set<Integer> found = nonces.stream().map(Answer.Nonce::nonce).collect(Collectors.toSet());
        assertEquals(Set.of(golden.nonce()), found);
    }

    /**
     * What a driver in use sent, at the rate it sent it: every frame is taken, every chip has its
     * address and runs, every question is answered by every chip.
     */
    @ParameterizedTest
    @CsvSource({"BM1368, 6, 490, 40", "BM1370, 1, 525, 8", "BM1397, 1, 425, 50"})
    void takesADriversWholeConversation(String chip, int chips, double mhz, int leastJobs) {
        Bench bench = Bench.of(chip, chips, ChainSettings.SILICON_ZERO_BITS);
        JsonNode frames =
                vector("frames/driver-traces/esp-miner-" + chip + ".json").required("frames");
        int jobs = 0;
        int asked = 0;
        int answered = 0;
        double lastMillis = 0;
        for (JsonNode each : frames) {
            double millis = each.required("t_ms").asDouble();
            bench.pass(Duration.ofNanos(Math.round((millis - lastMillis) * 1e6)));
            lastMillis = millis;
            answered += registers(bench);
            bench.baud(each.required("baud").asInt());
            bench.sayBytes(bytes(each.required("hex")));
            String kind = each.required("d").required("kind").asText();
            jobs += kind.equals("job") ? 1 : 0;
            asked += kind.equals("read_register") ? 1 : 0;
        }
        answered += registers(bench.pass(SOON));
        assertTrue(jobs >= leastJobs, "jobs: " + jobs);
        assertEquals(asked * chips, answered);
        assertEquals(mhz, bench.chain.activity().megahertz(), 3);
        assertEquals(1, bench.chain.activity().hashing());
        bench.say(Command.readAll(Register.CHIP_ID)).pass(SOON);
        assertEquals(chips, bench.hex().size());
    }

    /** Answers to questions; a job of the recordings is one whose nonce is known. */
    private static int registers(Bench bench) {
        return (int)
                bench.hex().stream()
                        .filter(frame ->
                                HexFormat.fromHexDigits(frame, frame.length() - 2, frame.length())
                                                >>> 5
                                        == 0)
                        .count();
    }
}
