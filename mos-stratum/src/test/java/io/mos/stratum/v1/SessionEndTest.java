package io.mos.stratum.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.VersionMask;
import io.mos.core.work.ShareVerdict;
import io.mos.stratum.failover.OptionalCalls;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a conversation is given up, and when it is not. */
class SessionEndTest {

    @Test
    void endsWhenAShareIsNotAnswered() {
        SessionRig rig = SessionRig.mining();
        rig.submit(rig.lastJob()).pass(Duration.ofSeconds(9));
        assertEquals(List.of(), rig.closed);
        rig.pass(Duration.ofSeconds(2));
        assertEquals(Cause.REPLY_TIMEOUT, rig.closeCause());
        ShareVerdict.Unanswered unanswered =
                assertInstanceOf(ShareVerdict.Unanswered.class, rig.verdicts.getFirst());
        assertTrue(unanswered.after().compareTo(Duration.ofSeconds(10)) >= 0);
    }

    @Test
    void doesNotMindThatOptionalCallsStayUnanswered() {
        SessionRig rig = SessionRig.mining().pass(Duration.ofSeconds(30));
        assertEquals(List.of(), rig.closed);
    }

    @Test
    void endsWhenTheHandshakeIsNotAnswered() {
        SessionRig rig = new SessionRig().connect().pass(Duration.ofSeconds(12));
        assertEquals(Cause.HANDSHAKE_TIMEOUT, rig.closeCause());
    }

    @Test
    void endsWhenNoFirstJobComes() {
        SessionRig rig = new SessionRig().handshake().pass(Duration.ofSeconds(17));
        assertEquals(Cause.HANDSHAKE_TIMEOUT, rig.closeCause());
    }

    @Test
    void asksASilentPoolForASignOfLife() {
        SessionRig rig = SessionRig.mining().pass(Duration.ofSeconds(62));
        assertEquals(List.of("mining.configure"), rig.methods());
        rig.pass(Duration.ofSeconds(12));
        assertEquals(Cause.REPLY_TIMEOUT, rig.closeCause());
    }

    @Test
    void staysWithAPoolThatAnswersTheSignOfLife() {
        SessionRig rig = SessionRig.mining();
        for (int minute = 0; minute < 10; minute++) {
            rig.pass(Duration.ofSeconds(61));
            String id = rig.lastSent().replaceAll(".*'id':(\\d+).*", "$1");
            rig.line("{'id':" + id + ",'result':{'version-rolling':true}}");
        }
        assertEquals(List.of(), rig.closed);
        assertEquals(10, rig.sent.size());
        assertEquals(1, rig.jobs.size(), "an answer without a mask changes none");
    }

    @Test
    void takesTheMaskThatAnswersTheSignOfLife() {
        SessionRig rig = SessionRig.mining().pass(Duration.ofSeconds(62));
        String id = rig.lastSent().replaceAll(".*'id':(\\d+).*", "$1");
        rig.line(
                "{'id':%s,'result':{'version-rolling':true,'version-rolling.mask':'00c00000'}}"
                        .formatted(id));
        assertEquals(new VersionMask(0x00c00000), rig.lastJob().versionMask());
    }

    @Test
    void namesTheAccountAgainToASilentPoolThatIsNotConfigured() {
        SessionRig rig = new SessionRig(new PoolMemory(), OptionalCalls.NONE, Optional.empty());
        rig.connect();
        rig.line("{'id':1,'result':[[],'aabbccdd',4]}").line("{'id':2,'result':true}");
        rig.notify("j1", SessionRig.PREV, SessionRig.VERSION, true);
        rig.sent.clear();
        rig.pass(Duration.ofSeconds(62));
        assertEquals(List.of("mining.authorize"), rig.methods());
        assertTrue(rig.lastSent().endsWith("'params':['me.w1','x']}"), rig.lastSent());
        rig.line("{'id':3,'result':true}").pass(Duration.ofSeconds(59));
        assertEquals(List.of(), rig.closed);
        rig.pass(Duration.ofSeconds(13));
        assertEquals(Cause.REPLY_TIMEOUT, rig.closeCause(), "within 120 s of silence");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'id':3,'result':false}|UNAUTHORIZED",
                "{'id':3,'result':null,'error':[24,'who?',null]}|UNAUTHORIZED",
                "{'id':2,'result':null,'error':[20,'full',null]}|SUBSCRIBE_REFUSED",
                "{'id':2,'result':[1,2,3]}|SUBSCRIBE_REFUSED",
                "{'id':2,'result':[[],'00',1000]}|SUBSCRIBE_REFUSED",
                "nonsense|NOT_JSON",
                "[]|NOT_A_MESSAGE",
                "{'method':'mining.set_difficulty','params':[0]}|BAD_DIFFICULTY",
                "{'method':'mining.set_difficulty','params':[-3]}|BAD_DIFFICULTY",
                "{'method':'mining.set_difficulty','params':[1e400]}|BAD_DIFFICULTY",
                "{'method':'mining.set_target','params':['00']}|BAD_DIFFICULTY",
                "{'method':'mining.set_extranonce','params':['00']}|WRONG_PARAMETERS",
                "{'method':'mining.set_version_mask','params':[7]}|WRONG_PARAMETERS",
                "{'method':'mining.notify','params':[]}|WRONG_PARAMETERS",
                "{'method':'client.reconnect','params':[]}|RECONNECT",
            })
    void endsWithTheReason(String line, Cause cause) {
        SessionRig rig = new SessionRig().connect().line(line);
        assertEquals(cause, rig.closeCause());
        rig.line("{'id':2,'result':[[],'aabbccdd',4]}").pass(Duration.ofSeconds(60)).drop();
        assertEquals(1, rig.closed.size());
    }

    @Test
    void endsWhenTheDifficultyIsOutOfReach() {
        SessionRig rig = SessionRig.mining();
        rig.line("{'method':'mining.set_difficulty','params':[1e18]}");
        rig.notify("j2", SessionRig.PREV, SessionRig.VERSION, false);
        assertEquals(Cause.BAD_DIFFICULTY, rig.closeCause());
    }

    @Test
    void endsAFloodOfJobs() {
        SessionRig rig = SessionRig.mining();
        for (int i = 0; i < 300 && rig.closed.isEmpty(); i++) {
            rig.notify("f" + i, SessionRig.PREV, SessionRig.VERSION, true);
        }
        assertEquals(Cause.FLOOD, rig.closeCause());
    }

    @Test
    void endsAFloodOfAnythingElse() {
        SessionRig rig = SessionRig.mining();
        for (int i = 0; i < 3_000 && rig.closed.isEmpty(); i++) {
            rig.line("{'id':5,'method':'mining.ping','params':[]}");
        }
        assertEquals(Cause.FLOOD, rig.closeCause());
    }

    @Test
    void endsAFloodOfVersionMasks() {
        SessionRig rig = SessionRig.mining();
        for (int i = 0; i < 300 && rig.closed.isEmpty(); i++) {
            String mask = i % 2 == 0 ? "00c00000" : "1fffe000";
            rig.line("{'method':'mining.set_version_mask','params':['" + mask + "']}");
        }
        assertEquals(Cause.FLOOD, rig.closeCause());
        assertTrue(rig.jobs.size() <= FloodGuard.MAX_JOBS_PER_SECOND + 1);
    }

    @Test
    void endsAFloodOfJobsBeforeTheSubscription() {
        SessionRig rig = new SessionRig().connect();
        for (int i = 0; i < 300 && rig.closed.isEmpty(); i++) {
            rig.notify("f" + i, SessionRig.PREV, SessionRig.VERSION, true);
        }
        assertEquals(Cause.FLOOD, rig.closeCause());
    }

    @Test
    void staysWithManyJobsOverAMinute() {
        SessionRig rig = SessionRig.mining();
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 100; i++) {
                rig.notify("f" + i, SessionRig.PREV, SessionRig.VERSION, false);
            }
            rig.pass(Duration.ofSeconds(1));
        }
        assertEquals(List.of(), rig.closed);
    }

    @Test
    void showsAFewMessagesAMinuteHoweverOftenThePoolReconnects() {
        PoolMemory memory = new PoolMemory();
        int told = 0;
        for (int connection = 0; connection < 5; connection++) {
            SessionRig rig = new SessionRig(memory).handshake();
            for (int i = 0; i < 100; i++) {
                rig.line("{'method':'client.show_message','params':['buy']}");
            }
            assertEquals(List.of(), rig.closed);
            told += rig.told.size();
        }
        assertEquals(PoolMemory.MAX_MESSAGES_PER_MINUTE, told);
        SessionRig later = SessionRig.mining(memory).pass(Duration.ofSeconds(62));
        later.line("{'method':'client.show_message','params':['buy']}");
        assertEquals(List.of("buy"), later.told);
    }
}
