package io.mos.stratum.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.mos.core.chain.Difficulty;
import io.mos.core.chain.VersionMask;
import io.mos.core.work.Job;
import io.mos.core.work.MerkleSource;
import io.mos.core.work.SourceId;
import io.mos.stratum.v1.PoolCall;
import io.mos.stratum.v1.PoolCall.MiningNotify;
import io.mos.stratum.v1.SubscribeResult;
import io.mos.stratum.v1.V1Codec;
import io.mos.stratum.v1.V1Message;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A miner's conversation with another server, led with ours. Jobs go to ours as their server gave
 * them; in the miner's submits only the job's name and the extranonce2 are rewritten: the part of
 * it that our server leases is cut off.
 */
final class RecordedConversation {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int JOB_ID = 1;
    private static final int EXTRANONCE2 = 2;

    private final List<JsonNode> documents;
    private final ServerRig server;
    private final ConnectionRig connection;
    private final List<Asked> asked = new ArrayList<>();
    private final Map<String, String> jobNames = new HashMap<>();
    private Optional<SubscribeResult> subscribed = Optional.empty();
    private Difficulty difficulty = Difficulty.of(1);

    /** What became of one line of the miner. */
    enum Kind {
        TRUE,
        OTHER_RESULT,
        REFUSED,
        SILENT,
        CLOSED;

        private static Kind of(JsonNode reply) {
            JsonNode error = reply.path("error");
            if (!error.isNull() && !error.isMissingNode()) {
                return REFUSED;
            }
            return reply.path("result").isBoolean() && reply.path("result").asBoolean()
                    ? TRUE
                    : OTHER_RESULT;
        }
    }

    /** One line of the miner; the method is empty when the line is no call. */
    record Exchange(String method, String line, Kind theirs, Kind ours) {}

    private static final class Asked {
        final String method;
        final String line;
        final JsonNode id;
        Kind theirs = Kind.SILENT;
        Kind ours = Kind.SILENT;

        Asked(String method, String line, JsonNode id) {
            this.method = method;
            this.line = line;
            this.id = id;
        }
    }

    RecordedConversation(List<JsonNode> documents) {
        this.documents = documents;
        double first = firstDifficulty();
        server = new ServerRig(first, first);
        connection = new ConnectionRig(server);
    }

    List<Exchange> replay() {
        for (JsonNode document : documents) {
            String line = document.path("line").asText();
            if (document.has("event")) {
                onTheirEnd();
            } else if (document.path("dir").asText().equals("c>s")) {
                onMinersLine(line);
            } else {
                onTheirLine(line);
            }
            hearOurs();
        }
        if (jobNames.isEmpty()) {
            // They gave no job in this conversation; without one ours lets a subscription wait.
            connection.onJob(server.newBlock());
            hearOurs();
        }
        connection.channel.finishAndReleaseAll();
        return asked.stream()
                .map(it -> new Exchange(it.method, excerpt(it.line), it.theirs, it.ours))
                .toList();
    }

    private void onMinersLine(String line) {
        Optional<JsonNode> call = parse(line);
        String method = call.map(it -> it.path("method").asText()).orElse("");
        boolean isWhole = line.length() <= V1Codec.MAX_MINER_LINE_BYTES;
        asked.add(
                new Asked(
                        isWhole ? method : "",
                        line,
                        call.map(it -> it.path("id")).orElse(TextNode.valueOf(""))));
        String sent =
                method.equals("mining.submit") ? rewritten(call.orElseThrow()).toString() : line;
        connection.channel.writeInbound(Unpooled.copiedBuffer(sent + '\n', UTF_8));
    }

    private JsonNode rewritten(JsonNode call) {
        ArrayNode params = (ArrayNode) call.path("params");
        if (params.size() > EXTRANONCE2 && !jobNames.isEmpty()) {
            String job = params.path(JOB_ID).asText();
            params.set(JOB_ID, TextNode.valueOf(jobNames.getOrDefault(job, job)));
            String extranonce2 = params.path(EXTRANONCE2).asText();
            int cut = 2 * leasedBytes();
            if (extranonce2.length() > cut) {
                params.set(EXTRANONCE2, TextNode.valueOf(extranonce2.substring(cut)));
            }
        }
        return call;
    }

    private int leasedBytes() {
        Extranonces extranonces = server.book().extranonces();
        Downstream any = extranonces.lease(Optional.empty()).orElseThrow();
        extranonces.release(any);
        return any.prefix().sizeBytes();
    }

    private void onTheirLine(String line) {
        Optional<JsonNode> json = parse(line);
        if (json.isEmpty()) {
            return;
        }
        if (json.get().has("method")) {
            V1Message.Call call = (V1Message.Call) V1Codec.read(line.getBytes(UTF_8));
            switch (call.body()) {
                case MiningNotify job -> onTheirJob(job);
                case PoolCall.SetDifficulty told -> difficulty = told.difficulty();
                default -> {}
            }
        } else {
            onReply(json.get(), false);
        }
    }

    private void onTheirJob(MiningNotify job) {
        SubscribeResult theirs = subscribed.orElseThrow();
        server.time.jumpWall(
                Duration.between(server.time.now(), Instant.ofEpochSecond(job.nTime())));
        MerkleSource.Coinbase coinbase =
                new MerkleSource.Coinbase(
                        job.coinbase1(),
                        theirs.extranonce1(),
                        theirs.extranonce2SizeBytes(),
                        job.coinbase2(),
                        job.branch());
        JobBook.Entry entry =
                server.book()
                        .add(
                                new Job(
                                        new SourceId("recorded"),
                                        1,
                                        job.jobId(),
                                        job.cleanJobs() ? Job.Renewal.REPLACE : Job.Renewal.UPDATE,
                                        job.version(),
                                        VersionMask.BIP320,
                                        job.prevHash(),
                                        coinbase,
                                        job.nBits(),
                                        job.nTime(),
                                        difficulty.target()))
                        .orElseThrow();
        jobNames.put(job.jobId(), new JobName(entry.sequence(), 0).text());
        connection.onJob(entry);
    }

    private void onTheirEnd() {
        if (!asked.isEmpty() && asked.getLast().theirs == Kind.SILENT) {
            asked.getLast().theirs = Kind.CLOSED;
        }
    }

    private void hearOurs() {
        connection.channel.runPendingTasks();
        for (String line : connection.heard()) {
            parse(line.replace('\'', '"'))
                    .filter(json -> !json.has("method"))
                    .ifPresent(json -> onReply(json, true));
        }
        if (!connection.isOpen() && asked.getLast().ours == Kind.SILENT) {
            asked.getLast().ours = Kind.CLOSED;
        }
    }

    /** Miners use an id again and again: the oldest unanswered call is meant. */
    private void onReply(JsonNode reply, boolean isOurs) {
        asked.stream()
                .filter(it -> it.id.equals(reply.path("id")))
                .filter(it -> (isOurs ? it.ours : it.theirs) == Kind.SILENT)
                .findFirst()
                .ifPresent(it -> {
                    if (isOurs) {
                        it.ours = Kind.of(reply);
                    } else {
                        it.theirs = Kind.of(reply);
                        onTheirResult(it, reply);
                    }
                });
    }

    private void onTheirResult(Asked call, JsonNode reply) {
        if (call.method.equals("mining.subscribe")) {
            V1Message.Reply read = (V1Message.Reply) V1Codec.read(reply.toString().getBytes(UTF_8));
            subscribed = SubscribeResult.read(read.result());
        }
    }

    private double firstDifficulty() {
        return documents.stream()
                .map(document -> parse(document.path("line").asText()))
                .flatMap(Optional::stream)
                .filter(json -> json.path("method").asText().equals("mining.set_difficulty"))
                .mapToDouble(json -> json.path("params").path(0).asDouble())
                .findFirst()
                .orElse(1);
    }

    private static Optional<JsonNode> parse(String line) {
        try {
            return Optional.of(JSON.readTree(line)).filter(json -> json instanceof ObjectNode);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String excerpt(String line) {
        return line.length() <= 160 ? line : line.substring(0, 160) + "…";
    }
}
