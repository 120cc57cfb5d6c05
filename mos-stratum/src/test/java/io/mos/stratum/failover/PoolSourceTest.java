package io.mos.stratum.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.kernel.Health;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.testkit.Await;
import io.mos.core.work.Job;
import io.mos.core.work.ShareVerdict;
import io.mos.core.work.SourceStatus.State;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class PoolSourceTest {

    private final FakeUpstream main = new FakeUpstream("main");
    private final FakeUpstream backup = new FakeUpstream("backup");
    private final FakeUpstream last = new FakeUpstream("last");

    @Test
    void minesOnTheFirstEndpointAndLeavesTheBackupAlone() {
        SourceRig rig = SourceRig.started(main, backup);
        main.last().serve("j1");
        main.last().job("j2");
        assertEquals(List.of("j1", "j2"), rig.jobs.stream().map(Job::id).toList());
        assertEquals(Job.Renewal.REPLACE, rig.jobs.getFirst().renewal());
        assertEquals(Job.Renewal.UPDATE, rig.lastJob().renewal());
        assertEquals(0, backup.attempts());
        assertEquals(State.SERVING, rig.state(0));
        assertEquals(State.STANDBY, rig.state(1));
        assertEquals(Health.UP, rig.source.health());
    }

    @Test
    void turnsToTheBackupInTheSameMomentTheFirstDrops() {
        SourceRig rig = SourceRig.started(main, backup);
        main.last().serve("j1");
        main.last().fail(Cause.CLOSED_BY_PEER);
        assertEquals(1, backup.attempts(), "no pause before the next endpoint");
        assertEquals(1, rig.dry.size(), "nothing to hash until its first job");
        backup.last().serve("b1");
        assertEquals("b1", rig.lastJob().id());
        assertEquals(Job.Renewal.REPLACE, rig.lastJob().renewal());
        assertTrue(rig.lastJob().epoch() > rig.jobs.getFirst().epoch());
        assertInstanceOf(Health.Degraded.class, rig.source.health());
        assertEquals(2, rig.counted("mos_stratum_switches", "source", "pools"));
    }

    @Test
    void returnsToTheFirstOnlyAfterItHasHeldForAMinute() {
        SourceRig rig = onBackup();
        rig.seconds(2);
        assertEquals(2, main.attempts(), "probed beside the backup");
        main.last().serve("m1");
        assertEquals(State.PROBING, rig.state(0));
        for (int i = 0; i < 5; i++) {
            rig.seconds(10);
            main.last().job("m");
            backup.last().job("b2");
        }
        assertEquals("b2", rig.lastJob().id());
        rig.seconds(11);
        assertEquals("m", rig.lastJob().id());
        assertEquals(Job.Renewal.REPLACE, rig.lastJob().renewal());
        assertEquals(State.SERVING, rig.state(0));
        assertEquals(State.STANDBY, rig.state(1));
    }

    @Test
    void startsTheStableMinuteAnewWhenTheFirstDropsAgain() {
        SourceRig rig = onBackup();
        rig.seconds(2);
        main.last().serve("m1");
        rig.seconds(50);
        main.last().fail(Cause.CLOSED_BY_PEER);
        backup.last().job("b2");
        rig.seconds(5);
        main.last().serve("m2");
        rig.seconds(50);
        backup.last().job("b3");
        assertEquals("b3", rig.lastJob().id());
        rig.seconds(11);
        assertEquals("m2", rig.lastJob().id());
    }

    @Test
    void takesAProbedEndpointAtOnceWhenTheBackupDrops() {
        SourceRig rig = onBackup();
        rig.seconds(2);
        main.last().serve("m1");
        backup.last().fail(Cause.CLOSED_BY_PEER);
        assertEquals("m1", rig.lastJob().id());
        assertEquals(1, rig.dry.size(), "never dry at the second change");
    }

    @Test
    void letsSharesOnTheirWayBeAnsweredAfterTheReturn() {
        SourceRig rig = onBackup();
        rig.seconds(2);
        main.last().serve("m1");
        rig.seconds(50);
        backup.last().job("b2");
        CompletionStage<ShareVerdict> onItsWay = rig.submit(rig.lastJob());
        rig.seconds(11);
        assertEquals("m1", rig.lastJob().id());
        assertFalse(backup.last().isClosed);
        backup.last().answerAll(new ShareVerdict.Accepted());
        assertInstanceOf(ShareVerdict.Accepted.class, Await.result(onItsWay));
        rig.seconds(6);
        assertTrue(backup.last().isClosed);
    }

    @Test
    void triesTheNextEndpointBesideOneThatTakesTooLong() {
        SourceRig rig = SourceRig.started(main, backup, last);
        rig.seconds(2);
        assertEquals(0, backup.attempts());
        rig.seconds(2);
        assertEquals(1, backup.attempts());
        assertEquals(0, last.attempts());
        rig.seconds(4);
        assertEquals(1, last.attempts());
        last.last().serve("l1");
        assertEquals("l1", rig.lastJob().id());
        backup.last().serve("b1");
        assertEquals("b1", rig.lastJob().id(), "it had not failed, so it need not prove itself");
        main.last().serve("m1");
        assertEquals("m1", rig.lastJob().id());
        rig.seconds(6);
        assertTrue(backup.last().isClosed && last.last().isClosed);
    }

    @Test
    void goesThroughTheListWhenAllRefuse() {
        SourceRig rig = SourceRig.started(main, backup, last);
        main.last().fail(Cause.CONNECT);
        backup.last().fail(Cause.CONNECT);
        last.last().fail(Cause.CONNECT);
        assertEquals(State.BACKING_OFF, rig.state(0));
        assertEquals(State.BACKING_OFF, rig.state(2));
        assertInstanceOf(Health.Down.class, rig.source.health());
        rig.seconds(1);
        assertEquals(2, main.attempts());
    }

    @Test
    void neverConnectsMoreThanTwentyTimesAMinuteNorPausesLongerThanAMinute() {
        SourceRig rig = SourceRig.started(main, backup, last);
        List<FakeUpstream> all = List.of(main, backup, last);
        ArrayDeque<Integer> perSecond = new ArrayDeque<>();
        int before = 0;
        int quiet = 0;
        for (int second = 0; second < 1_800; second++) {
            all.stream().filter(FakeUpstream::isOpen).forEach(u -> u.last().fail(Cause.CONNECT));
            rig.seconds(1);
            int attempts = all.stream().mapToInt(FakeUpstream::attempts).sum();
            perSecond.addLast(attempts - before);
            quiet = attempts == before ? quiet + 1 : 0;
            before = attempts;
            assertTrue(quiet <= 61, "quiet for " + quiet + " s");
            if (perSecond.size() > 60) {
                perSecond.removeFirst();
            }
            int lastMinute = perSecond.stream().mapToInt(Integer::intValue).sum();
            assertTrue(lastMinute <= 20, lastMinute + " attempts in a minute");
        }
    }

    @Test
    void forgivesFailuresAfterAStableMinute() {
        SourceRig rig = SourceRig.started(main);
        for (int i = 0; i < 8; i++) {
            main.last().fail(Cause.CONNECT);
            rig.seconds(60);
        }
        main.last().serve("m1");
        rig.seconds(61);
        main.last().job("m2");
        int before = main.attempts();
        main.last().fail(Cause.CLOSED_BY_PEER);
        rig.seconds(2);
        assertEquals(before + 1, main.attempts(), "the first pause again, not the longest");
    }

    @Test
    void leavesAPoolWithoutJobs() {
        SourceRig rig = SourceRig.started(main, backup);
        main.last().serve("m1");
        rig.seconds(89);
        assertEquals(0, backup.attempts());
        rig.seconds(3);
        assertTrue(main.opened.getFirst().isClosed);
        assertEquals(1, backup.attempts());
        assertEquals(
                1, rig.counted("mos_stratum_disconnects", "source", "pools", "cause", "no-job"));
    }

    @Test
    void waitsThreeTimesTheUsualIntervalForSlowPools() {
        SourceRig rig = SourceRig.started(main, backup);
        main.last().serve("m0");
        for (int i = 0; i < 5; i++) {
            rig.seconds(60);
            main.last().job("m" + i);
        }
        rig.seconds(175);
        assertEquals(0, backup.attempts());
        rig.seconds(10);
        assertEquals(1, backup.attempts());
    }

    @Test
    void leavesAPoolThatRefusesMostSharesAndComesBackLate() {
        SourceRig rig = SourceRig.started(main, backup);
        main.last().serve("m1");
        refuseShares(rig, 119);
        assertEquals(0, backup.attempts());
        for (int i = 0; i < 20 && backup.attempts() == 0; i++) {
            refuseShares(rig, 1);
        }
        assertEquals(1, backup.attempts());
        backup.last().serve("b1");
        assertEquals(
                1, rig.counted("mos_stratum_disconnects", "source", "pools", "cause", "rejects"));
        for (int i = 0; i < 9; i++) {
            rig.seconds(60);
            backup.last().job("b");
        }
        assertEquals(1, main.attempts(), "not probed while another serves");
        rig.seconds(61);
        assertEquals(2, main.attempts());
    }

    @Test
    void staysWithAPoolThatRefusesHalfOfTheShares() {
        SourceRig rig = SourceRig.started(main, backup);
        main.last().serve("m1");
        for (int second = 0; second < 600; second++) {
            judge(rig, second % 2 == 0 ? new ShareVerdict.Accepted() : REFUSED);
            rig.seconds(1);
            main.last().job("m");
        }
        assertEquals(0, backup.attempts());
    }

    @Test
    void judgesNoPoolByFewerThanTwentyShares() {
        SourceRig rig = SourceRig.started(main, backup);
        main.last().serve("m1");
        for (int i = 0; i < 19; i++) {
            judge(rig, REFUSED);
            rig.seconds(30);
            main.last().job("m");
        }
        assertEquals(0, backup.attempts());
        judge(rig, REFUSED);
        rig.seconds(2);
        assertEquals(1, backup.attempts());
    }

    @Test
    void judgesSharesOfGoneConnectionsStale() {
        SourceRig rig = SourceRig.started(main, backup);
        main.last().serve("m1");
        Job job = rig.lastJob();
        main.last().fail(Cause.CLOSED_BY_PEER);
        assertInstanceOf(ShareVerdict.Stale.class, Await.result(rig.submit(job)));
        assertEquals(1, rig.counted("mos_stratum_shares", "source", "pools", "verdict", "stale"));
    }

    @Test
    void judgesSharesInFlightUnansweredWhenTheirConnectionDrops() {
        SourceRig rig = SourceRig.started(main);
        main.last().serve("m1");
        CompletionStage<ShareVerdict> inFlight = rig.submit(rig.lastJob());
        main.last().fail(Cause.CLOSED_BY_PEER);
        assertInstanceOf(ShareVerdict.Unanswered.class, Await.result(inFlight));
    }

    @Test
    void waitsAsLongAsThePoolWishesButNotForEver() {
        SourceRig rig = SourceRig.started(main);
        main.last().serve("m1");
        main.last().fail(new UpstreamFailure(Cause.RECONNECT, "moving", Duration.ofSeconds(20)));
        rig.seconds(19);
        assertEquals(1, main.attempts());
        rig.seconds(2);
        assertEquals(2, main.attempts());
        main.last().fail(new UpstreamFailure(Cause.RECONNECT, "moving", Duration.ofDays(9)));
        rig.seconds(61);
        assertEquals(3, main.attempts());
    }

    @Test
    void keepsTryingAPoolThatRefusesTheAccountAndSaysSo() {
        SourceRig rig = SourceRig.started(main);
        main.last().fail(new UpstreamFailure(Cause.UNAUTHORIZED, "who are you"));
        assertEquals(State.REFUSED, rig.state(0));
        assertEquals("who are you", rig.source.status().endpoints().getFirst().detail());
        rig.seconds(59);
        assertEquals(1, main.attempts());
        rig.seconds(2);
        assertEquals(2, main.attempts());
        main.last().serve("m1");
        assertEquals(State.SERVING, rig.state(0));
    }

    @Test
    void tellsWhatHappened() {
        SourceRig rig = onBackup();
        backup.last().say("maintenance at noon");
        List<FleetEvent> events = rig.events.drain();
        assertInstanceOf(FleetEvent.PoolServing.class, events.getFirst());
        FleetEvent.PoolLost lost = assertInstanceOf(FleetEvent.PoolLost.class, events.get(1));
        assertEquals("closed-by-peer", lost.cause());
        assertInstanceOf(FleetEvent.PoolServing.class, events.get(2));
        assertEquals(
                "maintenance at noon",
                assertInstanceOf(FleetEvent.PoolMessage.class, events.get(3)).text());
    }

    @Test
    void closesEverythingAndOpensNothingAfterwards() throws InterruptedException {
        SourceRig rig = onBackup();
        rig.seconds(2);
        main.last().serve("m1");
        rig.source.close();
        assertTrue(main.last().isClosed && backup.last().isClosed);
        int attempts = main.attempts() + backup.attempts();
        rig.seconds(300);
        assertEquals(attempts, main.attempts() + backup.attempts());
        assertInstanceOf(ShareVerdict.Stale.class, Await.result(rig.submit(rig.lastJob())));
    }

    @Test
    void needsAnEndpoint() {
        assertThrows(IllegalArgumentException.class, SourceRig::started);
    }

    private static final ShareVerdict REFUSED = new ShareVerdict.Rejected(23, "no");

    private SourceRig onBackup() {
        SourceRig rig = SourceRig.started(main, backup);
        main.last().serve("j1");
        main.last().fail(Cause.CLOSED_BY_PEER);
        backup.last().serve("b1");
        assertEquals("b1", rig.lastJob().id());
        return rig;
    }

    private void refuseShares(SourceRig rig, int seconds) {
        for (int second = 0; second < seconds; second++) {
            judge(rig, REFUSED);
            judge(rig, REFUSED);
            judge(rig, new ShareVerdict.Accepted());
            rig.seconds(1);
            if (main.isOpen()) {
                main.last().job("m");
            }
        }
    }

    private void judge(SourceRig rig, ShareVerdict verdict) {
        rig.submit(rig.lastJob());
        main.last().answerAll(verdict);
    }
}
