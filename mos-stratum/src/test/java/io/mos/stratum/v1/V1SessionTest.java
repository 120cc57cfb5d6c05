package io.mos.stratum.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import io.mos.core.work.Job;
import io.mos.core.work.MerkleSource;
import io.mos.core.work.ShareVerdict;
import io.mos.stratum.failover.Destination;
import io.mos.stratum.failover.OptionalCalls;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class V1SessionTest {

    @Test
    void opensWithEverythingAtOnce() {
        SessionRig rig =
                new SessionRig(
                        new PoolMemory(), OptionalCalls.ALL, Optional.of(Difficulty.of(0.5)));
        rig.connect();
        assertEquals(
                List.of(
                        "mining.configure",
                        "mining.subscribe",
                        "mining.authorize",
                        "mining.suggest_difficulty",
                        "mining.extranonce.subscribe"),
                rig.methods());
        assertTrue(rig.sent.getFirst().contains("'version-rolling.mask':'1fffffe0'"));
        assertTrue(rig.sent.getFirst().contains("'minimum-difficulty.value':0.5"));
    }

    @Test
    void leavesOutTheCallsSwitchedOff() {
        SessionRig rig = new SessionRig(new PoolMemory(), OptionalCalls.NONE, Optional.empty());
        rig.connect();
        assertEquals(List.of("mining.subscribe", "mining.authorize"), rig.methods());
    }

    @Test
    void leavesSubscribeExtranonceOutOfConfigureWhenSwitchedOff() {
        OptionalCalls calls = new OptionalCalls(true, false);
        SessionRig rig = new SessionRig(new PoolMemory(), calls, Optional.empty()).connect();
        assertEquals(
                List.of("mining.configure", "mining.subscribe", "mining.authorize"), rig.methods());
        assertFalse(rig.sent.getFirst().contains("subscribe-extranonce"), rig.sent.getFirst());
        assertTrue(new SessionRig().connect().sent.getFirst().contains("subscribe-extranonce"));
    }

    @Test
    void doesNotSubscribeToExtranoncesTwice() {
        PoolMemory memory = new PoolMemory();
        new SessionRig(memory).connect().drop();
        SessionRig rig = new SessionRig(memory).connect();
        rig.line(
                "{'id':1,'result':{'version-rolling':true,'version-rolling.mask':'1fffe000','subscribe-extranonce':true}}");
        rig.line("{'id':2,'result':[[],'aabbccdd',4]}").line("{'id':3,'result':true}");
        assertEquals(
                List.of("mining.configure", "mining.subscribe", "mining.authorize"), rig.methods());
    }

    @Test
    void rollsNoBitsBeyondThoseAskedFor() {
        SessionRig rig = new SessionRig().connect();
        rig.line("{'id':1,'result':{'version-rolling':true,'version-rolling.mask':'ffffffff'}}");
        rig.line("{'id':2,'result':[[],'aabbccdd',4]}").line("{'id':3,'result':true}");
        rig.notify("j1", SessionRig.PREV, SessionRig.VERSION, true);
        assertEquals(VersionMask.BIP323, rig.lastJob().versionMask());
        rig.line("{'method':'mining.set_version_mask','params':['ffffffff']}");
        assertEquals(VersionMask.BIP323, rig.lastJob().versionMask());
    }

    @Test
    void handsOutTheJobThatCameBeforeTheAuthorisationOnceReady() {
        SessionRig rig = new SessionRig().connect();
        rig.line("{'id':2,'result':[[],'aabbccdd',4]}");
        rig.line("{'method':'mining.set_difficulty','params':[0.001]}");
        rig.notify("j1", SessionRig.PREV, SessionRig.VERSION, true);
        assertEquals(List.of(), rig.jobs);
        rig.line("{'id':3,'result':true}");
        assertEquals("j1", rig.lastJob().id());
        assertEquals(Difficulty.of(0.001).target(), rig.lastJob().shareTarget());
    }

    @Test
    void keepsTheJobThatCameBeforeTheSubscription() {
        SessionRig rig = new SessionRig().connect();
        rig.notify("j0", SessionRig.PREV, SessionRig.VERSION, true);
        rig.line("{'id':3,'result':true}");
        rig.line("{'id':2,'result':[[],'aabbccdd',4]}");
        MerkleSource.Coinbase coinbase =
                assertInstanceOf(MerkleSource.Coinbase.class, rig.lastJob().merkle());
        assertEquals("aabbccdd", coinbase.extranonce1().hex());
        assertEquals(4, coinbase.extranonce2SizeBytes());
    }

    @Test
    void givesJobsTheDifficultyAndExtranonceSentBeforeThem() {
        SessionRig rig = SessionRig.mining();
        rig.line("{'method':'mining.set_difficulty','params':[8]}");
        rig.line("{'method':'mining.set_extranonce','params':['ee',2]}");
        assertEquals(1, rig.jobs.size());
        assertEquals(Target.DIFFICULTY_1, rig.lastJob().shareTarget());
        rig.notify("j2", SessionRig.PREV, SessionRig.VERSION, false);
        assertEquals(Difficulty.of(8).target(), rig.lastJob().shareTarget());
        assertEquals(2, rig.lastJob().merkle().extranonce2SizeBytes());
        assertEquals(Job.Renewal.UPDATE, rig.lastJob().renewal());
    }

    @Test
    void takesTargetsInsteadOfDifficulties() {
        SessionRig rig = SessionRig.mining();
        String target = "0000000000ffff" + "0".repeat(50);
        rig.line("{'method':'mining.set_target','params':['%s']}".formatted(target));
        rig.notify("j2", SessionRig.PREV, SessionRig.VERSION, false);
        assertEquals(target, rig.lastJob().shareTarget().displayHex());
    }

    @Test
    void voidsOlderJobsOnCleanAndOnAnotherBlock() {
        SessionRig rig = SessionRig.mining();
        assertEquals(Job.Renewal.REPLACE, rig.lastJob().renewal());
        rig.notify("j2", SessionRig.OTHER_PREV, SessionRig.VERSION, false);
        assertEquals(Job.Renewal.REPLACE, rig.lastJob().renewal());
        rig.submit(rig.jobs.getFirst());
        assertInstanceOf(ShareVerdict.Stale.class, rig.verdicts.getFirst());
        assertEquals(List.of(), rig.sent, "a stale share is not sent");
        rig.submit(rig.lastJob());
        assertEquals(1, rig.sent.size());
    }

    @Test
    void stillSubmitsSharesOfJobsThatWereOnlyUpdated() {
        SessionRig rig = SessionRig.mining();
        rig.notify("j2", SessionRig.PREV, SessionRig.VERSION, false);
        rig.submit(rig.jobs.getFirst());
        assertTrue(rig.lastSent().contains("'j1'"), rig.lastSent());
    }

    @Test
    void givesTheJobAgainWhenTheVersionMaskChanges() {
        SessionRig rig = SessionRig.mining();
        rig.line("{'method':'mining.set_version_mask','params':['00c00000']}");
        assertEquals(new VersionMask(0x00c00000), rig.lastJob().versionMask());
        assertEquals(Job.Renewal.REPLACE, rig.lastJob().renewal());
        rig.line("{'method':'mining.set_version_mask','params':['1fffe000']}");
        assertEquals(VersionMask.BIP320, rig.lastJob().versionMask());
        assertEquals(Job.Renewal.UPDATE, rig.lastJob().renewal());
        assertEquals(3, rig.jobs.size());
    }

    @Test
    void rollsNothingWithoutHavingAsked() {
        SessionRig rig = new SessionRig(new PoolMemory(), OptionalCalls.NONE, Optional.empty());
        rig.connect();
        rig.line("{'id':1,'result':[[],'aabbccdd',4]}").line("{'id':2,'result':true}");
        rig.line("{'method':'mining.set_version_mask','params':['1fffe000']}");
        rig.notify("j1", SessionRig.PREV, SessionRig.VERSION, true);
        assertEquals(VersionMask.NONE, rig.lastJob().versionMask());
        rig.submit(rig.lastJob());
        assertTrue(
                rig.lastSent()
                        .endsWith("'params':['me.w1','j1','00000005','6b002fdd','01020304']}"),
                rig.lastSent());
    }

    @Test
    void asksForSixteenBitsWhenTwentyFourAreRefused() {
        SessionRig rig = new SessionRig().connect();
        rig.sent.clear();
        rig.line("{'id':1,'result':{'version-rolling':'mask too wide'}}");
        assertTrue(rig.lastSent().contains("'version-rolling.mask':'1fffe000'"));
        String id = rig.lastSent().replaceAll(".*'id':(\\d+).*", "$1");
        rig.line("{'id':" + id + ",'result':{'version-rolling':false}}");
        assertEquals(1, rig.sent.size(), "asked twice, not for ever");
    }

    @Test
    void submitsTheRolledBitsWithinTheMask() {
        SessionRig rig = SessionRig.mining();
        rig.submit(rig.lastJob(), 0x20002000);
        assertTrue(rig.lastSent().endsWith("'01020304','00002000']}"), rig.lastSent());
    }

    @Test
    void keepsBackSharesThatUsedBitsThePoolNoLongerAllows() {
        SessionRig rig = SessionRig.mining();
        rig.line("{'method':'mining.set_version_mask','params':['00002000']}");
        rig.submit(rig.jobs.getFirst(), 0x20004000);
        assertInstanceOf(ShareVerdict.Stale.class, rig.verdicts.getFirst());
        assertEquals(List.of(), rig.sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "true,'error':null|Accepted",
                "false,'error':[21,'Stale',null]|Stale",
                "null,'error':[21,'Job not found',null]|Stale",
                "false,'error':[23,'Above target',null]|Rejected",
                "null,'error':[20,'unknown-work',null]|Rejected",
                "false|Rejected",
                "null|Rejected",
                "true,'error':[20,'no',null]|Rejected",
            })
    void judgesSharesByTheReply(String result, String verdict) {
        SessionRig rig = SessionRig.mining();
        rig.submit(rig.lastJob());
        String id = rig.lastSent().replaceAll(".*'id':(\\d+).*", "$1");
        rig.line("{'id':" + id + ",'result':" + result + "}");
        assertEquals(verdict, rig.verdicts.getFirst().getClass().getSimpleName());
        assertEquals(1, rig.verdicts.size());
        rig.line("{'id':" + id + ",'result':true}");
        assertEquals(1, rig.verdicts.size(), "a share is judged once");
    }

    @Test
    void matchesRepliesWithStringIdsAndTheOnlyOneWithoutId() {
        SessionRig rig = SessionRig.mining();
        rig.submit(rig.lastJob());
        String id = rig.lastSent().replaceAll(".*'id':(\\d+).*", "$1");
        rig.line("{'id':'" + id + "','result':true}");
        assertEquals(1, rig.verdicts.size());
        rig.pass(Duration.ofSeconds(12));
        rig.submit(rig.lastJob());
        rig.line("{'result':true,'error':null}");
        assertEquals(2, rig.verdicts.size());
    }

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

    @Test
    void judgesEveryPendingShareWhenTheConnectionDrops() {
        SessionRig rig = SessionRig.mining();
        for (int i = 0; i < 5; i++) {
            rig.submit(rig.lastJob());
        }
        rig.drop();
        assertEquals(5, rig.verdicts.size());
        rig.verdicts.forEach(v -> assertInstanceOf(ShareVerdict.Unanswered.class, v));
        rig.submit(rig.lastJob());
        assertEquals(6, rig.verdicts.size(), "also a share handed in after the end");
    }

    @Test
    void boundsTheSharesInFlight() {
        SessionRig rig = SessionRig.mining();
        for (int i = 0; i < V1Session.MAX_PENDING + 10; i++) {
            rig.submit(rig.lastJob());
        }
        assertTrue(rig.sent.size() <= V1Session.MAX_PENDING);
        assertEquals(V1Session.MAX_PENDING + 10 - rig.sent.size(), rig.verdicts.size());
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
    void answersPingVersionAndWhatItDoesNotKnow() {
        SessionRig rig = SessionRig.mining();
        rig.line("{'id':42,'method':'mining.ping','params':[]}");
        assertEquals("{'id':42,'result':'pong','error':null}", rig.lastSent());
        rig.line("{'id':'v','method':'client.get_version','params':[]}");
        assertEquals("{'id':'v','result':'mos/test','error':null}", rig.lastSent());
        rig.line("{'id':43,'method':'mining.get_transactions','params':['j1']}");
        assertTrue(rig.lastSent().contains("'error':[-3,"), rig.lastSent());
        rig.line("{'id':null,'method':'mining.ping'}").line("{'method':'x.y','params':5}");
        assertEquals(3, rig.sent.size());
        assertEquals(List.of(), rig.closed);
    }

    @Test
    void showsMessagesWithoutControlCharacters() {
        SessionRig rig = SessionRig.mining();
        rig.line("{'method':'client.show_message','params':['hi\\n\\u001b[0m there']}");
        assertEquals(List.of("hi  [0m there"), rig.told);
        rig.line("{'method':'client.show_message','params':[5]}");
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

    @Test
    void followsReconnectWithinTheDomainOnly() {
        PoolMemory memory = new PoolMemory();
        new SessionRig(memory)
                .handshake()
                .line("{'method':'client.reconnect','params':['us.pool-example.com','3334',5]}");
        assertEquals(
                Optional.of(new Destination("us.pool-example.com", 3334)), memory.takeRedirect());
        assertEquals(Optional.empty(), memory.takeRedirect());
        SessionRig rig = new SessionRig(memory).handshake();
        rig.line("{'method':'client.reconnect','params':['evil.example.net',3333,0]}");
        assertEquals(Optional.empty(), memory.takeRedirect());
        assertEquals(Cause.RECONNECT, rig.closeCause());
        assertFalse(rig.closed.getFirst().detail().contains("evil"));
    }

    @Test
    void asksLessAtOnceAfterAHandshakeThatCameToNothing() {
        PoolMemory memory = new PoolMemory();
        new SessionRig(memory).connect().drop();
        SessionRig stepwise = new SessionRig(memory).connect();
        assertEquals(List.of("mining.configure"), stepwise.methods());
        stepwise.line("{'id':1,'result':{}}");
        stepwise.drop();
        SessionRig bare = new SessionRig(memory).connect();
        assertEquals(List.of("mining.subscribe"), bare.methods());
        bare.line("{'id':1,'result':[[],'aabbccdd',4]}");
        assertEquals(List.of("mining.subscribe", "mining.authorize"), bare.methods());
        bare.line("{'id':2,'result':true}");
        bare.notify("j1", SessionRig.PREV, SessionRig.VERSION, true);
        assertEquals("j1", bare.lastJob().id());
        bare.drop();
        assertEquals(HandshakeStyle.BARE, memory.style(), "what worked is kept");
    }

    @Test
    void sparesAPoolTheWishesItHangsUpOn() {
        PoolMemory memory = new PoolMemory();
        for (int attempt = 0; attempt < 2; attempt++) {
            SessionRig rig = SessionRig.mining(memory);
            assertTrue(rig.opening.contains("mining.extranonce.subscribe"));
            rig.drop();
        }
        SessionRig spared = SessionRig.mining(memory);
        assertEquals(
                List.of("mining.configure", "mining.subscribe", "mining.authorize"),
                spared.opening);
        spared.pass(Duration.ofSeconds(30)).drop();
        assertFalse(memory.takesWishes(), "what worked is kept");
    }

    @Test
    void holdsNoHangUpLongAfterAgainstTheWishes() {
        PoolMemory memory = new PoolMemory();
        for (int attempt = 0; attempt < 5; attempt++) {
            SessionRig.mining(memory).pass(Duration.ofSeconds(12)).drop();
        }
        assertTrue(memory.takesWishes());
    }

    @Test
    void goesOnStepByStepWhenConfigureIsNotAnswered() {
        PoolMemory memory = new PoolMemory();
        new SessionRig(memory).connect().drop();
        SessionRig rig = new SessionRig(memory).connect().pass(Duration.ofSeconds(5));
        assertEquals(List.of("mining.configure", "mining.subscribe"), rig.methods());
        rig.line("{'id':2,'result':[[],'aabbccdd',4]}").line("{'id':3,'result':true}");
        assertTrue(rig.isReady);
        assertEquals(
                List.of(
                        "mining.configure",
                        "mining.subscribe",
                        "mining.authorize",
                        "mining.extranonce.subscribe"),
                rig.methods());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'id':99,'result':true}", "{'id':null,'result':true}", "{'result':0}"})
    void ignoresRepliesNobodyWaitsFor(String line) {
        SessionRig rig = SessionRig.mining().line(line);
        assertEquals(List.of(), rig.closed);
        assertEquals(List.of(), rig.verdicts);
    }

    @Test
    void submitsOnlyToTheConnectionTheJobCameFrom() {
        SessionRig rig = SessionRig.mining();
        Job mine = rig.lastJob();
        Job older =
                new Job(
                        mine.source(),
                        mine.epoch() - 1,
                        mine.id(),
                        mine.renewal(),
                        mine.version(),
                        mine.versionMask(),
                        mine.prevHash(),
                        mine.merkle(),
                        mine.nBits(),
                        mine.nTime(),
                        mine.shareTarget());
        rig.submit(older);
        assertInstanceOf(ShareVerdict.Stale.class, rig.verdicts.getFirst());
        assertEquals(List.of(), rig.sent);
    }
}
