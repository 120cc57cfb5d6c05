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
import io.mos.stratum.failover.Destination;
import io.mos.stratum.failover.OptionalCalls;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a conversation opens, and what jobs come of it. */
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

    @ParameterizedTest
    @ValueSource(strings = {"null,'error':[-3,'Method not found',null]", "{}", "true", "[]"})
    void asksNotTwiceWherePoolsDoNotKnowVersionRolling(String result) {
        SessionRig rig = new SessionRig().connect();
        rig.sent.clear();
        rig.line("{'id':1,'result':" + result + "}");
        assertEquals(List.of(), rig.sent);
        assertEquals(List.of(), rig.closed);
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
}
