package io.mos.stratum.v1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.VersionDialect;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.core.work.Work;
import io.mos.stratum.failover.OptionalCalls;
import io.mos.stratum.v1.ClientCall.MiningSubmit;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Plays one recorded connection to a session of ours. What the recorded miner asked, ours asks too;
 * the pool's answers are given to our calls of the same method, in order. Shares the recorded miner
 * found are built from our jobs and submitted.
 */
final class SessionReplay {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Pools compare floating-point difficulties. */
    private static final double POOL_SLACK = 1e-6;

    private final SessionRig rig =
            new SessionRig(new PoolMemory(), OptionalCalls.ALL, Optional.of(Difficulty.of(0.002)));
    private final Map<String, Job> jobs = new HashMap<>();
    private final Map<String, ArrayDeque<String>> ourIds = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();
    private Optional<Difficulty> newest = Optional.empty();
    private int seenSent;
    private int acceptedShares;
    private int checkedShares;
    private int earning;

    /** A call of the recorded miner, and our own that stands for it. */
    private record Asked(JsonNode id, V1Call call, Optional<String> ourId) {}

    SessionReplay() {
        rig.connect();
        noteSent();
    }

    SessionRig rig() {
        return rig;
    }

    /** Shares whose header was rebuilt from our jobs and that the pool had accepted. */
    int checkedShares() {
        return checkedShares;
    }

    /** Shares whose rebuilt hash meets the target of our job. */
    int earning() {
        return earning;
    }

    /** Shares that the pool accepted from the recorded miner. */
    int acceptedShares() {
        return acceptedShares;
    }

    /** The server closed the connection. */
    void closed() {
        rig.drop();
    }

    void serverLine(String line) throws JsonProcessingException {
        JsonNode json = parse(line);
        if (!json.has("result") && !json.has("error")) {
            newest = difficulty(json).or(() -> newest);
            rig.raw(line);
        } else {
            reply(json);
        }
        rig.jobs.forEach(job -> jobs.put(job.id(), job));
        noteSent();
    }

    void clientLine(String line) throws JsonProcessingException {
        V1Message.Call call;
        try {
            call = assertCall(line);
        } catch (MalformedFrameException garbage) {
            assertTrue(!line.startsWith("{") || line.length() > 10_000, line);
            return;
        }
        assertSameMeaning(line, call);
        Optional<String> ours =
                call.body() instanceof MiningSubmit submit
                        ? submit(submit)
                        : Optional.ofNullable(idsOf(call.body().method()).poll());
        asked.add(new Asked(parse(line).path("id"), call.body(), ours));
    }

    private void reply(JsonNode json) throws JsonProcessingException {
        Optional<Asked> answers =
                asked.stream().filter(a -> a.id().equals(json.path("id"))).findFirst();
        if (answers.isEmpty()) {
            return;
        }
        asked.remove(answers.get());
        boolean isAccepted = json.path("result").asBoolean();
        if (answers.get().call() instanceof MiningSubmit && isAccepted) {
            acceptedShares++;
        }
        if (answers.get().ourId().isEmpty()) {
            return;
        }
        int judged = rig.verdicts.size();
        ObjectNode ours = json.<ObjectNode>deepCopy().put("id", answers.get().ourId().get());
        rig.raw(JSON.writeValueAsString(ours));
        if (rig.verdicts.size() > judged) {
            assertEquals(isAccepted, rig.verdicts.getLast() instanceof ShareVerdict.Accepted);
            checkedShares += isAccepted ? 1 : 0;
        }
    }

    /** Our id of the same share, when it can be built of a job of ours that still counts. */
    private Optional<String> submit(MiningSubmit submit) {
        Job job = jobs.get(submit.jobId());
        if (job == null
                || job.merkle().extranonce2SizeBytes() != submit.extranonce2().sizeBytes()) {
            return Optional.empty();
        }
        BlockHeader header = header(submit, job);
        earning += earns(header.hash(), job) || earnsByNewest(header.hash()) ? 1 : 0;
        rig.submit(new Share(job, submit.extranonce2(), header, header.hash()));
        noteSent();
        return Optional.ofNullable(idsOf("mining.submit").poll());
    }

    /** In the dialect of version bits that makes it a share, BIP310 if none does. */
    private BlockHeader header(MiningSubmit submit, Job job) {
        return Stream.of(VersionDialect.values())
                .map(dialect -> header(submit, job, dialect))
                .filter(header -> earns(header.hash(), job))
                .findFirst()
                .orElseGet(() -> header(submit, job, VersionDialect.BIP310));
    }

    private static BlockHeader header(MiningSubmit submit, Job job, VersionDialect dialect) {
        int version =
                submit.versionBits().isPresent()
                        ? dialect.combine(
                                job.version(), job.versionMask(), submit.versionBits().getAsInt())
                        : job.version();
        return new Work(1, job, ExtranonceRange.NONE, Instant.EPOCH)
                .header(submit.extranonce2(), version, submit.nTime())
                .withNonce(submit.nonce());
    }

    /** Some pools credit at once by a difficulty that others mean for the next job. */
    private boolean earnsByNewest(Hash256 hash) {
        return newest.filter(difficulty -> earns(hash, difficulty)).isPresent();
    }

    /** Whether a hash earns a share of this job, as pools compare it. */
    static boolean earns(Hash256 hash, Job job) {
        return earns(hash, job.shareTarget().difficulty());
    }

    private static boolean earns(Hash256 hash, Difficulty asked) {
        return Difficulty.of(asked.value() * (1 - POOL_SLACK)).target().isMetBy(hash);
    }

    private static Optional<Difficulty> difficulty(JsonNode call) {
        boolean isSet = call.path("method").asText().equals("mining.set_difficulty");
        double value = call.path("params").path(0).asDouble();
        return isSet && value > 0 ? Optional.of(Difficulty.of(value)) : Optional.empty();
    }

    private void noteSent() {
        for (; seenSent < rig.sent.size(); seenSent++) {
            String line = rig.sent.get(seenSent);
            if (line.contains("'method':")) {
                idsOf(line.replaceAll(".*'method':'([^']*)'.*", "$1"))
                        .add(line.replaceAll(".*'id':(\\d+).*", "$1"));
            }
        }
    }

    private ArrayDeque<String> idsOf(String method) {
        return ourIds.computeIfAbsent(method, _ -> new ArrayDeque<>());
    }

    private static V1Message.Call assertCall(String line) {
        V1Message message = V1Codec.read(line.getBytes(UTF_8));
        assertTrue(message instanceof V1Message.Call, line);
        return (V1Message.Call) message;
    }

    /** Written again, the call says the same. */
    private static void assertSameMeaning(String line, V1Message.Call call)
            throws JsonProcessingException {
        JsonNode before = parse(line);
        JsonNode after = parse(new String(V1Codec.write(call), UTF_8));
        for (String key : List.of("id", "method", "params")) {
            assertEquals(before.path(key), after.path(key), line);
        }
    }

    private static JsonNode parse(String line) throws JsonProcessingException {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return JSON.readTree("{}");
        }
    }
}
