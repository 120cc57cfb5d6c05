package io.mos.stratum.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Extranonce;
import io.mos.core.testkit.VectorFile;
import io.mos.core.testkit.VectorFormat;
import io.mos.core.testkit.Vectors;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.core.work.Work;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Recorded conversations, both ways: what pools said makes our session give the jobs whose shares
 * they credited; what miners said is read and written again with the same meaning.
 */
@Tag("vectors")
class StratumSessionsTest {

    @TestFactory
    Stream<DynamicTest> file() {
        return Vectors.of(StratumSessionsTest.class, "stratum")
                .reading(VectorFormat.SV1_SUBMITS, StratumSessionsTest::submits)
                .reading(VectorFormat.SV1_SESSION, StratumSessionsTest::connections)
                .tests();
    }

    private static Stream<DynamicTest> submits(VectorFile file) {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : file.document()) {
            String name = "submit " + tests.size() + " of job " + vector.path("submit").path(1);
            tests.add(dynamicTest(name, () -> checkSubmit(vector)));
        }
        return tests.stream();
    }

    /** From the lines a pool sends to the header it credited. */
    private static void checkSubmit(JsonNode vector) {
        JsonNode submit = vector.path("submit");
        SessionRig rig = new SessionRig().connect();
        String mask = vector.path("version_mask").asText("00000000");
        boolean rolls = Integer.parseUnsignedInt(mask, 16) != 0;
        rig.raw(
                rolls
                        ? "{\"id\":1,\"result\":{\"version-rolling\":true,\"version-rolling.mask\":\""
                                + mask
                                + "\"}}"
                        : "{\"id\":1,\"result\":{\"version-rolling\":false}}");
        rig.raw(
                "{\"id\":2,\"result\":[[],%s,%s]}"
                        .formatted(
                                vector.path("subscribe").path("extranonce1"),
                                vector.path("subscribe").path("extranonce2_size")));
        rig.raw("{\"id\":3,\"result\":true}");
        rig.raw(
                "{\"method\":\"mining.set_difficulty\",\"params\":[%s]}"
                        .formatted(vector.path("difficulty_at_notify")));
        rig.raw("{\"method\":\"mining.notify\",\"params\":%s}".formatted(vector.path("notify")));
        Job job = rig.lastJob();
        BlockHeader recorded =
                BlockHeader.parse(HexFormat.of().parseHex(vector.path("header_hex").asText()));
        Extranonce extranonce2 = Extranonce.parseHex(submit.path(2).asText());
        BlockHeader ours =
                new Work(1, job, ExtranonceRange.NONE, Instant.EPOCH)
                        .header(extranonce2, recorded.version(), word(submit.path(3)))
                        .withNonce(word(submit.path(4)));
        assertEquals(recorded, ours);
        assertEquals(vector.path("hash_display").asText(), ours.hash().displayHex());
        assertEquals(
                Difficulty.parse(vector.path("difficulty_at_notify").asText()).target(),
                job.shareTarget());
        checkVerdict(vector, rig, new Share(job, extranonce2, ours, ours.hash()));
    }

    private static void checkVerdict(JsonNode vector, SessionRig rig, Share share) {
        rig.sent.clear();
        rig.submit(share);
        JsonNode submit = vector.path("submit");
        String line = rig.lastSent();
        for (int param = 1; param < submit.size(); param++) {
            assertTrue(line.contains("'" + submit.path(param).asText() + "'"), line);
        }
        JsonNode response = vector.path("response");
        String id = line.replaceAll(".*'id':(\\d+).*", "$1");
        rig.raw(
                "{\"id\":%s,\"result\":%s,\"error\":%s}"
                        .formatted(id, response.path("result"), response.path("error")));
        if (response.path("result").asBoolean()) {
            assertInstanceOf(ShareVerdict.Accepted.class, rig.verdicts.getLast());
            assertTrue(SessionReplay.earns(share.hash(), share.job()));
        }
    }

    private static Stream<DynamicTest> connections(VectorFile file) {
        Map<String, List<JsonNode>> byConnection = new LinkedHashMap<>();
        for (JsonNode document : file.documents()) {
            byConnection
                    .computeIfAbsent(document.path("conn").asText(), _ -> new ArrayList<>())
                    .add(document);
        }
        return byConnection.entrySet().stream()
                .map(entry ->
                        dynamicTest(
                                "connection " + entry.getKey(),
                                () -> replay(file.name(), entry.getValue())));
    }

    private static void replay(String name, List<JsonNode> lines) throws Exception {
        SessionReplay replay = new SessionReplay();
        for (JsonNode recorded : lines) {
            String line = recorded.path("line").asText();
            if (recorded.has("event")) {
                replay.closed();
            } else if (recorded.path("dir").asText().equals("c>s")) {
                replay.clientLine(line);
            } else {
                replay.serverLine(line);
            }
        }
        SessionRig rig = replay.rig();
        rig.closed.forEach(failure ->
                assertTrue(
                        failure.cause() == Cause.CLOSED_BY_PEER
                                || failure.cause() == Cause.NOT_JSON,
                        name + ": " + failure));
        assertEquals(
                replay.acceptedShares(), replay.checkedShares(), "every accepted share is rebuilt");
        assertTrue(replay.earning() >= replay.acceptedShares(), "and earns what it should");
        if (replay.acceptedShares() > 0) {
            assertTrue(rig.isReady, "the handshake succeeded");
        }
    }

    private static int word(JsonNode hex) {
        return Integer.parseUnsignedInt(hex.asText(), 16);
    }
}
