package io.mos.stratum.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.work.Job;
import io.mos.core.work.ShareVerdict;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of shares. */
class SessionSubmitTest {

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
