package io.mos.stratum.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Difficulty;
import io.mos.stratum.v1.ClientCall.MiningSubmit;
import io.mos.stratum.v1.StratumError;
import io.mos.stratum.v1.V1Codec;
import io.mos.stratum.v1.V1Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One miner talking with its session in the wire's own lines. */
final class SessionMiner {

    final ServerSession session;
    final WireMiner wire = new WireMiner();

    /** Every line since {@link #heard} was asked last, as the server wrote it. */
    private final List<String> heard = new ArrayList<>();

    private int nextId = 100;

    SessionMiner(ServerRig rig) {
        session = new ServerSession(rig);
    }

    /** Says a line written with single quotes. */
    SessionMiner say(String line) {
        return say(V1Codec.read(line.replace('\'', '"').getBytes(UTF_8)));
    }

    SessionMiner configure() {
        return say("{'id':1,'method':'mining.configure','params':[['version-rolling'],{}]}");
    }

    SessionMiner subscribe() {
        return say("{'id':2,'method':'mining.subscribe','params':['test/1']}");
    }

    SessionMiner authorize() {
        return authorize("x");
    }

    SessionMiner authorize(String password) {
        return say("{'id':3,'method':'mining.authorize','params':['w','%s']}".formatted(password));
    }

    SessionMiner takeExtranonces() {
        return say("{'id':4,'method':'mining.extranonce.subscribe','params':[]}");
    }

    SessionMiner suggest(double difficulty) {
        return say(
                "{'id':5,'method':'mining.suggest_difficulty','params':[%s]}"
                        .formatted(difficulty));
    }

    void onJob(JobBook.Entry entry) {
        hear(session.onJob(entry));
    }

    SessionMiner tick() {
        hear(session.onTick());
        return this;
    }

    /** Submits; the refusal, if it is one. */
    Optional<StratumError> submit(MiningSubmit submit) {
        heard();
        long id = nextId++;
        List<V1Message> answers = session.onMessage(V1Message.Call.request(id, submit));
        hear(answers);
        V1Message.Reply reply = (V1Message.Reply) answers.getFirst();
        assertTrue(reply.error().isPresent() || reply.isTrue(), "neither accepted nor refused");
        return reply.error();
    }

    Optional<StratumError> submit(WireMiner.Found found) {
        return submit(found.submit());
    }

    /** The code of the refusal, 0 when it was accepted. */
    int codeOf(MiningSubmit submit) {
        return submit(submit).map(StratumError::code).orElse(0);
    }

    int codeOf(WireMiner.Found found) {
        return codeOf(found.submit());
    }

    /** The lines since the last time, with single quotes. */
    List<String> heard() {
        List<String> lines = List.copyOf(heard);
        heard.clear();
        return lines;
    }

    double difficulty() {
        return wire.difficulty();
    }

    Difficulty jobDifficulty() {
        return Difficulty.of(wire.job().difficulty());
    }

    private SessionMiner say(V1Message message) {
        hear(session.onMessage(message));
        return this;
    }

    private void hear(List<V1Message> messages) {
        for (V1Message message : messages) {
            byte[] line = V1Codec.write(message);
            heard.add(new String(line, UTF_8).strip().replace('"', '\''));
            wire.hear(V1Codec.read(line));
        }
    }
}
