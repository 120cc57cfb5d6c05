package io.mos.core.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;
import io.mos.core.device.NonceListener.ClaimVerdict;
import io.mos.core.kernel.EventBus;
import io.mos.core.link.FleetMessage;
import io.mos.core.link.LocalLink;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.SiteSnapshot;
import io.mos.core.testkit.Await;
import io.mos.core.testkit.FakeDevice;
import io.mos.core.testkit.FakeSource;
import io.mos.core.testkit.Jobs;
import io.mos.core.testkit.ReferenceEngine;
import io.mos.core.testkit.VirtualTime;
import io.mos.core.work.Job;
import io.mos.core.work.Job.Renewal;
import io.mos.core.work.MerkleSource;
import io.mos.core.work.ShareVerdict;
import io.mos.core.work.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The way of a job to a device and of a nonce back, on a loop that runs inline. */
class AgentTest {

    private static final Target IMPOSSIBLE = Target.ofDisplayHex("00".repeat(31) + "01");

    private final VirtualTime time = new VirtualTime();
    private final EventBus<FleetEvent> events = new EventBus<>();
    private final EventBus.Subscription<FleetEvent> seen = events.subscribe(1000, () -> {});
    private final LocalLink link = new LocalLink();
    private final List<SiteSnapshot> reports = new ArrayList<>();
    private final ReferenceEngine engine = new ReferenceEngine();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FakeSource pool = new FakeSource("pool");
    private final Agent agent =
            new Agent(
                    new Agent.SiteInfo("home", "test"),
                    time,
                    engine,
                    events,
                    registry,
                    link.agentEnd());

    AgentTest() {
        link.controllerEnd()
                .onMessage(message -> {
                    if (message instanceof FleetMessage.SiteReport report) {
                        reports.add(report.snapshot());
                    }
                });
    }

    @Test
    void provenShareGoesToItsSourceAndItsVerdictIsCounted() {
        FakeDevice device = deviceOn(pool);
        give(pool, Jobs.job("pool", "1", "block", Renewal.REPLACE));
        assertEquals(ClaimVerdict.PROVEN, device.mine(engine, Jobs.EASY));
        agent.loop().runUntilIdle();
        assertEquals(1, pool.unanswered().size());
        pool.answer(new ShareVerdict.Accepted());
        assertEquals(1, report().shares().accepted());
        assertEquals(time.now(), report().lastShareAt().orElseThrow());
    }

    @Test
    void badHashIsAHardwareErrorAndNeverAShare() {
        FakeDevice device = deviceOn(pool);
        give(pool, Jobs.job("pool", "1", "block", Renewal.REPLACE));
        assertEquals(ClaimVerdict.HARDWARE_ERROR, device.claim(0, IMPOSSIBLE));
        agent.loop().runUntilIdle();
        assertEquals(0, pool.unanswered().size());
        assertEquals(1, report().devices().getFirst().work().hardwareErrors());
    }

    @Test
    void sameNonceTwiceIsSubmittedOnce() {
        FakeDevice device = deviceOn(pool);
        give(pool, Jobs.job("pool", "1", "block", Renewal.REPLACE));
        device.mine(engine, Jobs.EASY);
        assertEquals(ClaimVerdict.DUPLICATE, device.mine(engine, Jobs.EASY));
        agent.loop().runUntilIdle();
        assertEquals(1, pool.unanswered().size());
        assertEquals(1, report().devices().getFirst().work().duplicates());
    }

    @Test
    void provenNonceAboveTheShareTargetOnlyFeedsTheHashrate() {
        FakeDevice device = deviceOn(pool);
        give(pool, Jobs.job("pool", "1", "block", Renewal.REPLACE));
        Target easier = Target.MAX;
        for (int nonce = 0; nonce < 10; nonce++) {
            if (!Jobs.EASY.isMetBy(headerHash(device.work(), nonce))) {
                assertEquals(ClaimVerdict.PROVEN, device.claim(nonce, easier));
            }
        }
        agent.loop().runUntilIdle();
        assertEquals(0, pool.unanswered().size());
    }

    @Test
    void refusesShareAfterCleanJob() {
        FakeDevice device = deviceOn(pool);
        give(pool, Jobs.job("pool", "1", "block", Renewal.REPLACE));
        Work old = device.work();
        give(pool, Jobs.job("pool", "2", "next block", Renewal.REPLACE));
        device.mine(engine, old, Jobs.EASY);
        agent.loop().runUntilIdle();
        assertEquals(0, pool.unanswered().size());
        assertEquals(1, report().shares().stale());
    }

    @Test
    void oldShareIsStillGoodAfterAnUpdate() {
        FakeDevice device = deviceOn(pool);
        give(pool, Jobs.job("pool", "1", "block", Renewal.REPLACE));
        Work old = device.work();
        give(pool, Jobs.job("pool", "2", "block", Renewal.UPDATE));
        assertEquals(List.of("replace", "update"), device.calls().subList(1, 3));
        device.mine(engine, old, Jobs.EASY);
        agent.loop().runUntilIdle();
        assertEquals("1", pool.unanswered().getFirst().job().id());
    }

    @Test
    void floodOfUpdatesForgetsTheOldestJobsAlone() {
        FakeDevice device = deviceOn(pool);
        // Of another block only so that its hashes differ from the other jobs'.
        give(pool, Jobs.job("pool", "first", "other block", Renewal.REPLACE));
        Work forgotten = device.work();
        for (int i = 0; i < 256; i++) {
            give(pool, Jobs.job("pool", "update " + i, "block", Renewal.UPDATE));
        }
        Work previous = device.work();
        give(pool, Jobs.job("pool", "newest", "block", Renewal.UPDATE));
        device.mine(engine, previous, Jobs.EASY);
        device.mine(engine, forgotten, Jobs.EASY);
        agent.loop().runUntilIdle();
        assertEquals(
                List.of("update 255"),
                pool.unanswered().stream().map(share -> share.job().id()).toList());
        assertEquals(1, report().shares().stale());
    }

    @Test
    void shareOfAnEarlierConnectionIsStale() {
        FakeDevice device = deviceOn(pool);
        Job job = Jobs.job("pool", "1", "block", Renewal.REPLACE);
        give(pool, job);
        Work old = device.work();
        give(pool, Jobs.inEpoch(job, 2));
        device.mine(engine, old, Jobs.EASY);
        agent.loop().runUntilIdle();
        assertEquals(0, pool.unanswered().size());
        assertEquals(1, report().shares().stale());
    }

    @Test
    void jobsNobodyTookBetweenLeaveOneWorkThatStillVoids() {
        FakeDevice device = deviceOn(pool);
        give(pool, Jobs.job("pool", "1", "block", Renewal.REPLACE));
        pool.give(Jobs.job("pool", "2", "next block", Renewal.REPLACE));
        pool.give(Jobs.job("pool", "3", "next block", Renewal.UPDATE));
        agent.loop().runUntilIdle();
        assertEquals(List.of("replace", "replace"), device.calls().subList(1, 3));
        assertEquals("3", device.work().job().id());
    }

    @Test
    void devicesGetDisjointExtranonces() {
        FakeDevice first = deviceOn(pool);
        FakeDevice second = addDevice("second");
        give(pool, Jobs.job("pool", "1", "block", Renewal.REPLACE));
        assertNotEquals(first.work().extranonces(), second.work().extranonces());
        assertTrue(!first.work().extranonces().contains(second.work().extranonces().at(0)));
    }

    @Test
    void deviceMovesToTheOtherSourceWhenItsOwnRunsDryAndSpreadsAgainWhenItReturns() {
        FakeSource other = new FakeSource("other");
        agent.addSource(other, 1);
        FakeDevice first = deviceOn(pool);
        FakeDevice second = addDevice("second");
        give(pool, Jobs.job("pool", "1", "block", Renewal.REPLACE));
        give(other, Jobs.job("other", "1", "block", Renewal.REPLACE));
        assertEquals(2, sourcesOf(first, second).stream().distinct().count());
        pool.runDry("connection lost");
        agent.loop().runUntilIdle();
        assertEquals(List.of("other", "other"), sourcesOf(first, second));
        give(pool, Jobs.job("pool", "2", "block", Renewal.REPLACE));
        assertEquals(2, sourcesOf(first, second).stream().distinct().count());
    }

    @Test
    void devicesAreSpreadByTheWeightsOfTheServingSources() {
        FakeSource heavy = new FakeSource("heavy");
        agent.addSource(heavy, 3);
        agent.addSource(pool, 1);
        FakeDevice[] devices =
                IntStream.range(0, 8)
                        .mapToObj(i -> addDevice("device-" + i))
                        .toArray(FakeDevice[]::new);
        give(pool, Jobs.job("pool", "1", "block", Renewal.REPLACE));
        assertEquals(8, Collections.frequency(sourcesOf(devices), "pool"));
        give(heavy, Jobs.job("heavy", "1", "block", Renewal.REPLACE));
        assertEquals(6, Collections.frequency(sourcesOf(devices), "heavy"));
        assertEquals(2, Collections.frequency(sourcesOf(devices), "pool"));
    }

    @Test
    void tellsOnceOfADeviceTheSourceHasNoRoomFor() {
        FakeDevice first = deviceOn(pool);
        FakeDevice second = addDevice("second");
        give(pool, Jobs.withoutRoom(Jobs.job("pool", "1", "block", Renewal.REPLACE)));
        give(pool, Jobs.withoutRoom(Jobs.job("pool", "2", "block", Renewal.UPDATE)));
        assertEquals("2", first.work().job().id());
        assertEquals("idle", second.calls().getLast());
        assertEquals(
                List.of(new DeviceId("second")),
                seen.drain().stream()
                        .filter(FleetEvent.DeviceUnserved.class::isInstance)
                        .map(event -> ((FleetEvent.DeviceUnserved) event).device())
                        .toList());
    }

    @Test
    void idlesWithoutAnySource() {
        FakeDevice device = deviceOn(pool);
        give(pool, Jobs.job("pool", "1", "block", Renewal.REPLACE));
        pool.runDry("connection lost");
        agent.loop().runUntilIdle();
        assertEquals("idle", device.calls().getLast());
    }

    @Test
    void hashrateIsWhatWasProvenOverTheTimeThatPassed() {
        FakeDevice device = deviceOn(pool);
        give(pool, Jobs.job("pool", "1", "block", Renewal.REPLACE));
        agent.tick();
        for (int second = 0; second < 10; second++) {
            device.claim(second, Target.MAX);
            time.advance(Duration.ofSeconds(1));
            agent.loop().runUntilIdle();
        }
        Reading<Double> rate = report().devices().getFirst().hashrateGhs();
        // Every hash meets the highest target, so each claim proves one hash: 10 in 10 s.
        assertEquals(1e-9, rate.known().orElseThrow(), 0.15e-9);
    }

    @Test
    void hashrateLeavesOutTheWaitForTheFirstJob() {
        FakeDevice device = deviceOn(pool);
        agent.tick();
        time.advance(Duration.ofSeconds(30));
        agent.loop().runUntilIdle();
        give(pool, Jobs.job("pool", "1", "block", Renewal.REPLACE));
        for (int second = 0; second < 10; second++) {
            device.claim(second, Target.MAX);
            time.advance(Duration.ofSeconds(1));
            agent.loop().runUntilIdle();
        }
        Reading<Double> rate = report().devices().getFirst().hashrateGhs();
        assertEquals(1e-9, rate.known().orElseThrow(), 0.15e-9);
    }

    @Test
    void tellsOfNewBlocksAndJudgedShares() {
        FakeDevice device = deviceOn(pool);
        give(pool, Jobs.job("pool", "1", "block", Renewal.REPLACE));
        give(pool, Jobs.job("pool", "2", "block", Renewal.UPDATE));
        device.mine(engine, Jobs.EASY);
        agent.loop().runUntilIdle();
        pool.answer(new ShareVerdict.Rejected(23, "low difficulty"));
        agent.loop().runUntilIdle();
        List<FleetEvent> all = seen.drain();
        assertEquals(1, all.stream().filter(FleetEvent.NewBlock.class::isInstance).count());
        FleetEvent.ShareJudged judged =
                all.stream()
                        .filter(FleetEvent.ShareJudged.class::isInstance)
                        .map(FleetEvent.ShareJudged.class::cast)
                        .findFirst()
                        .orElseThrow();
        assertEquals("rejected", judged.verdict());
        assertEquals("23 low difficulty", judged.detail());
    }

    @Test
    void tellsOfABlockOnlyWhenItWasAccepted() {
        FakeDevice device = deviceOn(pool);
        give(pool, Jobs.onTestChain(Jobs.job("pool", "1", "block", Renewal.REPLACE)));
        device.mine(engine, Jobs.EASY);
        agent.loop().runUntilIdle();
        pool.answer(new ShareVerdict.Stale("another block came first"));
        agent.loop().runUntilIdle();
        assertEquals(0, report().shares().blocks());
        give(pool, Jobs.onTestChain(Jobs.job("pool", "2", "next block", Renewal.REPLACE)));
        device.mine(engine, Jobs.EASY);
        agent.loop().runUntilIdle();
        pool.answer(new ShareVerdict.Accepted());
        agent.loop().runUntilIdle();
        assertEquals(1, report().shares().blocks());
        assertEquals(
                1, seen.drain().stream().filter(FleetEvent.BlockFound.class::isInstance).count());
    }

    @Test
    void stopFlushesSharesInFlight() throws Exception {
        FakeDevice device = deviceOn(pool);
        agent.start();
        pool.give(Jobs.job("pool", "1", "block", Renewal.REPLACE));
        Await.until("the device has work", () -> device.calls().contains("replace"));
        device.mine(engine, Jobs.EASY);
        Await.until("the share is submitted", () -> pool.unanswered().size() == 1);
        Thread answer =
                Thread.ofVirtual()
                        .start(() -> {
                            Await.until(
                                    "the device is closed", () -> device.calls().contains("close"));
                            pool.answer(new ShareVerdict.Accepted());
                        });
        agent.close();
        answer.join();
        assertTrue(
                seen.drain().stream()
                        .anyMatch(event ->
                                event instanceof FleetEvent.ShareJudged judged
                                        && judged.verdict().equals("accepted")));
    }

    @Test
    void deviceThatComesWhileItRunsGetsWork() throws InterruptedException {
        FakeDevice first = deviceOn(pool);
        give(pool, Jobs.job("pool", "1", "block", Renewal.REPLACE));
        agent.start();
        FakeDevice second = addDevice("second");
        Await.until("it has work", () -> second.calls().contains("replace"));
        assertNotEquals(first.work().extranonces(), second.work().extranonces());
        agent.removeDevice(first.id());
        Await.until("it is gone", () -> gauges("first") == 0);
        agent.close();
        assertTrue(!first.calls().contains("close"), "it is its owner's to close");
        assertTrue(second.calls().contains("close"));
    }

    @Test
    void deviceThatGoesTakesItsGaugesAndLeaseAlong() {
        FakeDevice first = deviceOn(pool);
        FakeDevice second = addDevice("second");
        Job small = Jobs.inEpoch(withSmallExtranonce(), 1);
        give(pool, small);
        List<FakeDevice> others =
                IntStream.range(2, 16).mapToObj(i -> addDevice("device-" + i)).toList();
        FakeDevice unserved = addDevice("one too many");
        assertEquals(List.of("idle"), unserved.calls());
        agent.removeDevice(second.id());
        assertEquals(0, gauges("second"));
        assertEquals(2, gauges("first"));
        give(pool, small);
        assertEquals("replace", unserved.calls().getLast());
        assertEquals(16, report().devices().size());
        assertTrue(others.stream().noneMatch(each -> overlaps(each, unserved)));
        assertTrue(!overlaps(first, unserved));
    }

    @Test
    void claimsOfADeviceThatWentAreIgnored() {
        FakeDevice device = deviceOn(pool);
        give(pool, Jobs.job("pool", "1", "block", Renewal.REPLACE));
        agent.removeDevice(device.id());
        device.mine(engine, Jobs.EASY);
        agent.loop().runUntilIdle();
        assertEquals(List.of(), pool.unanswered());
        give(pool, Jobs.job("pool", "2", "block", Renewal.REPLACE));
        assertEquals("1", device.work().job().id(), "nor does it get work");
    }

    @Test
    void deviceThatComesBackTakesThePlaceOfTheOld() {
        FakeDevice before = deviceOn(pool);
        FakeDevice after = addDevice("first");
        give(pool, Jobs.job("pool", "1", "block", Renewal.REPLACE));
        assertEquals(1, report().devices().size());
        assertEquals("1", after.work().job().id());
        assertTrue(!before.calls().contains("replace"));
        assertEquals(2, gauges("first"));
    }

    @Test
    void measuresFromTheNonceToTheHandOver() {
        FakeDevice device = deviceOn(pool);
        give(pool, Jobs.job("pool", "1", "block", Renewal.REPLACE));
        device.mine(engine, Jobs.EASY);
        time.advance(Duration.ofMillis(3));
        agent.loop().runUntilIdle();
        Timer timer = registry.get("mos_work_nonce_to_submit_seconds").timer();
        assertEquals(1, timer.count());
        assertEquals(3, timer.totalTime(TimeUnit.MILLISECONDS), 1e-6);
    }

    @Test
    void workTellsWhenItsJobCameIn() {
        FakeDevice device = deviceOn(pool);
        time.advance(Duration.ofMillis(7));
        give(pool, Jobs.job("pool", "1", "block", Renewal.REPLACE));
        assertEquals(time.nanos(), device.work().noticedNanos());
        FakeDevice late = addDevice("late");
        assertEquals(Work.NOT_NOTICED, late.work().noticedNanos());
    }

    private int gauges(String device) {
        return registry.find("mos_device_hashrate_ghs").tag("device", device).gauges().size()
                + registry.find("mos_device_temp_celsius").tag("device", device).gauges().size();
    }

    private static boolean overlaps(FakeDevice one, FakeDevice other) {
        return one.work().extranonces().contains(other.work().extranonces().at(0));
    }

    private static Job withSmallExtranonce() {
        Job job = Jobs.job("pool", "small", "block", Renewal.REPLACE);
        MerkleSource.Coinbase whole = (MerkleSource.Coinbase) job.merkle();
        MerkleSource small =
                new MerkleSource.Coinbase(
                        whole.prefix(), whole.extranonce1(), 1, whole.suffix(), whole.branch());
        return new Job(
                job.source(),
                job.epoch(),
                job.id(),
                job.renewal(),
                job.version(),
                job.versionMask(),
                job.prevHash(),
                small,
                job.nBits(),
                job.nTime(),
                job.shareTarget());
    }

    private FakeDevice deviceOn(FakeSource source) {
        agent.addSource(source, 1);
        return addDevice("first");
    }

    private FakeDevice addDevice(String name) {
        DeviceId id = new DeviceId(name);
        return (FakeDevice) agent.addDevice(id, listener -> new FakeDevice(id, time, listener));
    }

    private void give(FakeSource source, Job job) {
        source.give(job);
        agent.loop().runUntilIdle();
    }

    private SiteSnapshot report() {
        agent.loop().runUntilIdle();
        agent.tick();
        return reports.getLast();
    }

    private static List<String> sourcesOf(FakeDevice... devices) {
        return List.of(devices).stream()
                .map(device -> device.work().job().source().value())
                .toList();
    }

    private static Hash256 headerHash(Work work, int nonce) {
        return work.header(work.extranonces().at(0), work.job().version(), work.job().nTime())
                .withNonce(nonce)
                .hash();
    }
}
