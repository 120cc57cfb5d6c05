package io.mos.stratum.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Extranonce;
import io.mos.core.chain.VersionMask;
import io.mos.core.work.Job;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {

    private final ServerRig rig = ServerRig.withJob();
    private final SessionMiner miner = rig.connect();

    /** A translator in the field answers a configure before subscribe with nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"csa", "cas", "sca", "sac", "acs", "asc"})
    void takesItsStepsInAnyOrder(String order) {
        order.chars().forEach(this::take);
        List<String> heard = miner.heard();
        for (int id = 1; id <= 3; id++) {
            assertEquals(1, count(heard, "'id':" + id + ","), heard.toString());
        }
        assertTrue(miner.session.isWorking());
        assertEquals(1, count(heard, "'method':'mining.set_difficulty'"));
        assertEquals(1, count(heard, "'method':'mining.notify'"));
        assertEquals(0, miner.codeOf(miner.wire.find()));
    }

    @Test
    void tellsTheDifficultyBeforeTheFirstJob() {
        miner.subscribe().authorize();
        List<String> heard = miner.heard();
        assertEquals(4, heard.size());
        assertTrue(heard.get(2).contains("'method':'mining.set_difficulty'"), heard.get(2));
        assertTrue(heard.get(3).contains("mining.notify"), heard.get(3));
        assertTrue(heard.get(3).endsWith("true]}"), "the first job is a clean one");
    }

    @Test
    void givesNothingToHashBeforeBothSteps() {
        miner.subscribe();
        rig.update();
        assertEquals(1, miner.heard().size());
        SessionMiner other = rig.connect().authorize();
        rig.update();
        assertEquals(1, other.heard().size());
        assertFalse(other.session.isWorking());
    }

    @Test
    void letsASubscriptionWaitForTheFirstJob() {
        ServerRig early = new ServerRig();
        SessionMiner waits = early.connect().subscribe().authorize();
        assertEquals(1, waits.heard().size());
        assertTrue(waits.session.isWaiting());
        early.newBlock();
        List<String> heard = waits.heard();
        assertEquals(3, heard.size(), heard.toString());
        assertTrue(heard.getFirst().startsWith("{'id':2,'result':[["), heard.getFirst());
        assertEquals(0, waits.codeOf(waits.wire.find()));
    }

    @Test
    void answersASubscriptionThatAnotherReplaces() {
        SessionMiner waits = new ServerRig().connect().subscribe();
        waits.say("{'id':9,'method':'mining.subscribe','params':[]}");
        assertTrue(waits.heard().getFirst().startsWith("{'id':2,'result':null,'error':[20,"));
    }

    @Test
    void answersEveryExtensionByName() {
        miner.say(
                "{'id':1,'method':'mining.configure','params':[['version-rolling',"
                        + "'minimum-difficulty','subscribe-extranonce','info','smell'],"
                        + "{'version-rolling.mask':'1fffffe0','minimum-difficulty.value':0.002}]}");
        assertEquals(
                List.of(
                        "{'id':1,'result':{'version-rolling':true,'minimum-difficulty':true,"
                                + "'subscribe-extranonce':true,'info':true,'smell':false,"
                                + "'version-rolling.mask':'1fffe000'},'error':null}"),
                miner.heard());
    }

    /** Our own client, for one, reads no longer names than 128 bytes. */
    @Test
    void doesNotRepeatAnExtensionThatIsTooLongToBeOne() {
        miner.say(
                "{'id':1,'method':'mining.configure','params':[['%s','info'],{}]}"
                        .formatted("x".repeat(200)));
        assertEquals(List.of("{'id':1,'result':{'info':true},'error':null}"), miner.heard());
    }

    @Test
    void refusesToRollBitsThatNobodyShares() {
        miner.say(
                "{'id':1,'method':'mining.configure','params':[['version-rolling'],"
                        + "{'version-rolling.mask':'00000fff'}]}");
        assertEquals(
                List.of("{'id':1,'result':{'version-rolling':false},'error':null}"), miner.heard());
    }

    @Test
    void leavesOutBitsThatTheSourceDoesNotLetRollOrHasSet() {
        Job job = rig.job(Job.Renewal.REPLACE);
        VersionMask narrow = new VersionMask(0x1fff_0000);
        rig.give(rig.with(job, 0x3000_0000, narrow, rig.config().startDifficulty()));
        miner.configure();
        assertTrue(miner.heard().getFirst().contains("'version-rolling.mask':'0fff0000'"));
    }

    @Test
    void tellsAMaskThatChangesBeforeTheJobItIsFor() {
        miner.configure().subscribe().authorize();
        miner.heard();
        Job job = rig.job(Job.Renewal.REPLACE);
        VersionMask narrow = new VersionMask(0x0000_e000);
        rig.give(rig.with(job, ServerRig.VERSION, narrow, rig.config().startDifficulty()));
        List<String> heard = miner.heard();
        assertEquals(
                "{'id':null,'method':'mining.set_version_mask','params':['0000e000']}",
                heard.getFirst());
        assertTrue(heard.get(1).contains("mining.notify"));
        rig.update();
        assertEquals("1fffe000", miner.wire.mask.hex(), "and back");
    }

    @Test
    void doesNotTellAMaskToWhoNeverAsked() {
        miner.subscribe().authorize();
        Job job = rig.job(Job.Renewal.REPLACE);
        rig.give(rig.with(job, 0x3000_0000, VersionMask.NONE, rig.config().startDifficulty()));
        assertEquals(0, count(miner.heard(), "set_version_mask"));
    }

    @Test
    void givesEveryMinerItsOwnExtranonces() {
        Set<Extranonce> seen = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            SessionMiner each = rig.connect().subscribe();
            assertTrue(seen.add(each.wire.extranonce1), "not its own");
            assertTrue(each.wire.extranonce1.hex().startsWith("0a0b0c0d"), "not the source's");
            assertEquals(6, each.wire.extranonce1.sizeBytes());
            assertEquals(2, each.wire.extranonce2SizeBytes);
        }
    }

    @Test
    void tellsEverythingAgainToWhoSubscribesAgain() {
        miner.subscribe().authorize();
        Extranonce first = miner.wire.extranonce1;
        miner.heard();
        miner.subscribe();
        assertEquals(first, miner.wire.extranonce1);
        List<String> heard = miner.heard();
        assertEquals(3, heard.size(), heard.toString());
        assertTrue(heard.get(1).contains("'method':'mining.set_difficulty'"));
        assertTrue(heard.get(2).endsWith("true]}"));
        assertEquals(1, rig.book().extranonces().leased());
    }

    @Test
    void givesAMinerThatComesBackItsExtranonces() {
        miner.subscribe().authorize();
        miner.session.close();
        SessionMiner stranger = rig.connect().subscribe();
        assertNotEquals(miner.wire.extranonce1, stranger.wire.extranonce1);
        SessionMiner back = rig.connect().say(subscribeAs(miner.wire.extranonce1.hex()));
        assertEquals(miner.wire.extranonce1, back.wire.extranonce1);
    }

    @Test
    void keepsExtranoncesThatAreInUse() {
        miner.subscribe().authorize();
        SessionMiner twin = rig.connect().say(subscribeAs(miner.wire.extranonce1.hex()));
        assertNotEquals(miner.wire.extranonce1, twin.wire.extranonce1);
        SessionMiner other = rig.connect().say(subscribeAs("no such session"));
        assertNotEquals(twin.wire.extranonce1, other.wire.extranonce1);
    }

    @Test
    void refusesBlankWorkersAndMoreThanAFew() {
        miner.say("{'id':1,'method':'mining.authorize','params':[' ','x']}");
        assertTrue(miner.heard().getFirst().startsWith("{'id':1,'result':null,'error':[24,"));
        for (int i = 0; i < ServerLimits.MAX_WORKERS; i++) {
            miner.say("{'id':1,'method':'mining.authorize','params':['w%d','x']}".formatted(i));
        }
        assertEquals(ServerLimits.MAX_WORKERS, count(miner.heard(), "'result':true"));
        miner.authorize();
        assertTrue(miner.heard().getFirst().startsWith("{'id':3,'result':null,'error':[24,"));
        miner.say("{'id':7,'method':'mining.authorize','params':['w5','x']}");
        assertEquals(List.of("{'id':7,'result':true,'error':null}"), miner.heard());
    }

    @Test
    void takesAnotherWorkerWithoutRepeatingTheJob() {
        miner.subscribe().authorize();
        miner.heard();
        miner.say("{'id':7,'method':'mining.authorize','params':['w2','x']}");
        assertEquals(List.of("{'id':7,'result':true,'error':null}"), miner.heard());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'id':1,'method':'mining.ping','params':[]} | {'id':1,'result':'pong'",
                "{'id':'a','method':'mining.nonsense','params':[]} | {'id':'a','result':null,'error':[-3,'Method mining.nonsense not found'",
                "{'id':2,'method':'mining.get_transactions','params':['1']} | {'id':2,'result':null,'error':[-3,",
                "{'id':3,'method':'client.get_version','params':[]} | {'id':3,'result':null,'error':[-3,",
                "{'id':4,'method':'mining.notify','params':[]} | {'id':4,'result':null,'error':[20,",
                "{'id':5,'method':'mining.multi_version','params':[4]} | {'id':5,'result':null,'error':[-3,",
                "{'id':6,'method':'mining.suggest_difficulty','params':[-1]} | {'id':6,'result':null,'error':[20,",
                "{'id':7,'method':'mining.suggest_target','params':['00']} | {'id':7,'result':null,'error':[20,",
                "{'id':8,'method':'mining.authorize','params':[7]} | {'id':8,'result':null,'error':[20,",
                "{'id':9,'method':'mining.submit','params':['w','1']} | {'id':9,'result':null,'error':[20,",
                "{'id':10,'method':'mining.configure','params':['x']} | {'id':10,'result':null,'error':[20,",
                "{'id':11,'method':'mining.extranonce.subscribe'} | {'id':11,'result':true",
                "{'id':1e2,'method':'mining.suggest_difficulty','params':[2]} | {'id':1e2,'result':true",
            })
    void answersWhateverIsCalled(String line, String answer) {
        miner.say(line.replace("''", "'"));
        List<String> heard = miner.heard();
        assertEquals(1, heard.size());
        assertTrue(heard.getFirst().startsWith(answer), heard.getFirst());
    }

    @Test
    void doesNotAnswerWhatWantsNoAnswer() {
        miner.say("{'id':null,'method':'mining.nonsense','params':[]}");
        miner.say("{'method':'mining.suggest_difficulty','params':[7]}");
        miner.say("{'id':5,'result':true,'error':null}");
        assertEquals(List.of(), miner.heard());
    }

    @Test
    void hearsNothingMoreAfterItsEnd() {
        miner.subscribe().authorize().session.close();
        miner.heard();
        miner.subscribe().authorize();
        rig.newBlock();
        assertEquals(List.of(), miner.heard());
        assertEquals(0, rig.book().extranonces().leased(), "nothing may stay leased");
    }

    private void take(int step) {
        switch (step) {
            case 'c' -> miner.configure();
            case 's' -> miner.subscribe();
            default -> miner.authorize();
        }
    }

    private static String subscribeAs(String sessionId) {
        return "{'id':2,'method':'mining.subscribe','params':['test/1','%s']}".formatted(sessionId);
    }

    private static long count(List<String> lines, String part) {
        return lines.stream().filter(line -> line.contains(part)).count();
    }
}
