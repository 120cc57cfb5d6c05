package io.mos.stratum.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionDialect;
import io.mos.core.chain.VersionMask;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import io.mos.stratum.server.WireMiner.Found;
import io.mos.stratum.server.WireMiner.Told;
import io.mos.stratum.v1.ClientCall.MiningSubmit;
import io.mos.stratum.v1.StratumError;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitTest {

    private static final int GOOD = 0;
    private static final Target EASY = Difficulty.of(ServerRig.EASY).target();

    /** Set in the job's version, inside the mask: where the three formulas differ. */
    private static final int SIGNALLING_VERSION = 0x3000_0000;

    private final ServerRig rig = ServerRig.withJob();
    private final SessionMiner miner = rig.atWork();

    @Test
    void creditsWhatTheMinerFound() {
        for (int i = 0; i < 20; i++) {
            assertEquals(GOOD, miner.codeOf(miner.wire.find()));
        }
        assertEquals(20, rig.count(ServerMetrics.SHARES, "accepted"));
        assertTrue(rig.passedOn.isEmpty(), "none meets the source's target");
    }

    @Test
    void passesOnWhatTheSourceWantsAsTheSourceKnowsIt() {
        Job job = rig.job(Job.Renewal.REPLACE);
        Difficulty wanted = Difficulty.of(4 * ServerRig.EASY);
        job = rig.with(job, ServerRig.VERSION, VersionMask.BIP320, wanted);
        rig.give(job);
        Found easy =
                miner.wire.find(
                        miner.wire.job(),
                        ServerRig.VERSION,
                        OptionalInt.empty(),
                        hash -> EASY.isMetBy(hash) && !wanted.target().isMetBy(hash));
        Found good =
                miner.wire.find(
                        miner.wire.job(),
                        ServerRig.VERSION,
                        OptionalInt.empty(),
                        wanted.target()::isMetBy);
        assertEquals(GOOD, miner.codeOf(easy));
        assertEquals(GOOD, miner.codeOf(good));
        assertEquals(1, rig.passedOn.size());
        Share share = rig.passedOn.getFirst();
        assertEquals(good.header(), share.header());
        assertEquals(good.header().hash(), share.hash());
        assertEquals(job, share.job());
        assertEquals(
                good.header().merkleRoot(),
                job.merkle().root(share.extranonce2()),
                "the source rebuilds the same root");
    }

    @Test
    void refusesWithoutASubscription() {
        assertEquals(
                StratumError.NOT_SUBSCRIBED, rig.connect().authorize().codeOf(miner.wire.find()));
    }

    @Test
    void refusesAWorkerThatIsNotAuthorised() {
        SessionMiner other = rig.connect().subscribe();
        assertEquals(StratumError.UNAUTHORIZED_WORKER, other.codeOf(miner.wire.find()));
        MiningSubmit good = miner.wire.find().submit();
        assertEquals(
                StratumError.UNAUTHORIZED_WORKER,
                miner.codeOf(
                        new MiningSubmit(
                                "someoneelse",
                                good.jobId(),
                                good.extranonce2(),
                                good.nTime(),
                                good.nonce(),
                                good.versionBits())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ffffffff", "", ".", "1", "1.", ".0", "0.0", "1.1", "2.0", "1.0.0", "g.0"})
    void refusesJobsThatWereNeverGiven(String jobId) {
        assertEquals("1.0", miner.wire.job().job().jobId());
        MiningSubmit good = miner.wire.find().submit();
        assertEquals(
                StratumError.JOB_NOT_FOUND,
                miner.codeOf(
                        new MiningSubmit(
                                "w",
                                jobId,
                                good.extranonce2(),
                                good.nTime(),
                                good.nonce(),
                                good.versionBits())));
    }

    @Test
    void refusesSharesOfTheBlockBefore() {
        Found late = miner.wire.find();
        rig.newBlock();
        assertEquals(StratumError.JOB_NOT_FOUND, miner.codeOf(late));
        assertEquals(GOOD, miner.codeOf(miner.wire.find()));
        assertEquals(1, rig.count(ServerMetrics.SHARES, "stale"));
    }

    @Test
    void creditsEarlierJobsOfTheSameBlock() {
        Found earlier = miner.wire.find();
        rig.update();
        assertEquals(GOOD, miner.codeOf(earlier));
        assertEquals(GOOD, miner.codeOf(miner.wire.find()));
    }

    @Test
    void refusesEverythingWhileTheSourceIsDry() {
        Found found = miner.wire.find();
        rig.book().clear();
        assertEquals(StratumError.JOB_NOT_FOUND, miner.codeOf(found));
        rig.update();
        assertTrue(miner.wire.job().job().cleanJobs(), "nothing before it counts");
        assertEquals(GOOD, miner.codeOf(miner.wire.find()));
    }

    @Test
    void refusesTheSecondOfTheSame() {
        Found found = miner.wire.find();
        assertEquals(GOOD, miner.codeOf(found));
        assertEquals(StratumError.DUPLICATE_SHARE, miner.codeOf(found));
        rig.update();
        assertEquals(StratumError.DUPLICATE_SHARE, miner.codeOf(found));
    }

    @Test
    void refusesTheSecondOfTheSameUnderAnotherIssueOfTheJob() {
        Found found = miner.wire.find();
        assertEquals(GOOD, miner.codeOf(found));
        miner.suggest(ServerRig.EASY / 2);
        MiningSubmit first = found.submit();
        assertEquals(
                StratumError.DUPLICATE_SHARE,
                miner.codeOf(
                        new MiningSubmit(
                                "w",
                                miner.wire.job().job().jobId(),
                                first.extranonce2(),
                                first.nTime(),
                                first.nonce(),
                                first.versionBits())));
    }

    @Test
    void refusesSharesThatWereCreditedBeforeAReconnection() {
        Found found = miner.wire.find();
        assertEquals(GOOD, miner.codeOf(found));
        miner.session.close();
        SessionMiner back =
                rig.connect()
                        .say(
                                "{'id':2,'method':'mining.subscribe','params':['t','%s']}"
                                        .formatted(miner.wire.extranonce1.hex()))
                        .authorize();
        assertEquals(miner.wire.extranonce1, back.wire.extranonce1);
        back.subscribe();
        assertEquals(StratumError.DUPLICATE_SHARE, back.codeOf(found));
    }

    @Test
    void refusesHashesThatAreTooEasy() {
        Found bad =
                miner.wire.find(
                        miner.wire.job(),
                        ServerRig.VERSION,
                        OptionalInt.empty(),
                        hash -> !EASY.isMetBy(hash));
        assertEquals(StratumError.LOW_DIFFICULTY, miner.codeOf(bad));
        assertEquals(1, rig.count(ServerMetrics.SHARES, "low-difficulty"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "44", "0102030405"})
    void refusesExtranoncesOfAnotherSize(String extranonce2) {
        MiningSubmit good = miner.wire.find().submit();
        assertEquals(
                StratumError.OTHER,
                miner.codeOf(
                        new MiningSubmit(
                                "w",
                                good.jobId(),
                                Extranonce.parseHex(extranonce2),
                                good.nTime(),
                                good.nonce(),
                                OptionalInt.empty())));
    }

    @Test
    void takesTimesFromTheJobsOnUntilTwoHoursAhead() {
        int jobTime = miner.wire.job().job().nTime();
        int ahead = (int) ServerLimits.NTIME_AHEAD.toSeconds();
        assertEquals(StratumError.OTHER, codeAt(jobTime - 1));
        assertEquals(StratumError.LOW_DIFFICULTY, codeAt(jobTime));
        assertEquals(StratumError.LOW_DIFFICULTY, codeAt(jobTime + ahead));
        assertEquals(StratumError.OTHER, codeAt(jobTime + ahead + 1));
        rig.time.advance(Duration.ofMinutes(10));
        assertEquals(StratumError.LOW_DIFFICULTY, codeAt(jobTime + ahead + 600));
        assertEquals(StratumError.OTHER, codeAt(-1));
    }

    @Test
    void takesTheTimeOfAJobThatIsAheadOfUs() {
        rig.time.jumpWall(Duration.ofDays(-1));
        assertEquals(GOOD, miner.codeOf(miner.wire.find()));
    }

    /** BIP310 miners submit what they rolled, others what differs: with our mask it is the same. */
    @Test
    void creditsRolledVersions() {
        miner.configure();
        int bits = 0x0a5a_2000;
        assertEquals(GOOD, miner.codeOf(rolled(ServerRig.VERSION | bits, bits)));
        assertEquals(GOOD, miner.codeOf(rolled(ServerRig.VERSION, 0)));
        assertEquals(0, rig.count(ServerMetrics.DIALECTS, "bip310"));
        assertEquals(0, rig.count(ServerMetrics.DIALECTS, "xor"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x4000_0000, 0x8000_0000, 0xc000_0000, 0x0000_1000, 0x0000_0001})
    void refusesBitsOutsideOfTheMask(int bits) {
        miner.configure();
        assertEquals(StratumError.OTHER, miner.codeOf(rolled(ServerRig.VERSION | bits, bits)));
    }

    @Test
    void refusesBitsOutsideOfWhatTheMinerAskedFor() {
        miner.say(
                "{'id':1,'method':'mining.configure','params':[['version-rolling'],"
                        + "{'version-rolling.mask':'0000e000'}]}");
        assertEquals(StratumError.OTHER, miner.codeOf(rolled(ServerRig.VERSION, 0x0001_0000)));
        assertEquals(GOOD, miner.codeOf(rolled(ServerRig.VERSION | 0x0000_8000, 0x0000_8000)));
    }

    @Test
    void refusesBitsThatTheSourceDoesNotLetRoll() {
        rig.give(
                rig.with(
                        rig.job(Job.Renewal.REPLACE),
                        ServerRig.VERSION,
                        VersionMask.NONE,
                        Difficulty.of(1)));
        assertEquals(
                StratumError.OTHER,
                miner.codeOf(rolled(ServerRig.VERSION | 0x0000_2000, 0x0000_2000)));
        assertEquals(GOOD, miner.codeOf(miner.wire.find()));
    }

    /** As rental firmware does (DATUM issue 214). */
    @Test
    void creditsBitsOfAMinerThatNeverAsked() {
        assertEquals(GOOD, miner.codeOf(rolled(ServerRig.VERSION | 0x0000_2000, 0x0000_2000)));
    }

    /** A miner that rolls a bit which the job has set says so in one of three ways. */
    @Test
    void takesEveryDialectWhereTheyDiffer() {
        rig.give(
                rig.with(
                        rig.job(Job.Renewal.REPLACE),
                        SIGNALLING_VERSION,
                        VersionMask.BIP320,
                        Difficulty.of(1)));
        for (VersionDialect dialect : VersionDialect.values()) {
            int bits = 0x1000_2000;
            int version = dialect.combine(SIGNALLING_VERSION, VersionMask.BIP320, bits);
            assertEquals(GOOD, miner.codeOf(rolled(version, bits)), dialect.name());
            bits = 0x0000_2000;
            version = dialect.combine(SIGNALLING_VERSION, VersionMask.BIP320, bits);
            assertEquals(GOOD, miner.codeOf(rolled(version, bits)), dialect.name());
        }
        assertTrue(rig.count(ServerMetrics.DIALECTS, "bip310") > 0);
        assertTrue(rig.count(ServerMetrics.DIALECTS, "xor") > 0);
        assertEquals(0, rig.count(ServerMetrics.DIALECTS, "or"), "the usual one is not told");
    }

    @Test
    void keepsTheJobsOwnBitsForAMinerThatDoesAsItIsTold() {
        miner.configure();
        rig.give(
                rig.with(
                        rig.job(Job.Renewal.REPLACE),
                        SIGNALLING_VERSION,
                        VersionMask.BIP320,
                        Difficulty.of(ServerRig.EASY)));
        assertEquals(SIGNALLING_VERSION, miner.wire.job().job().version());
        assertEquals("0fffe000", miner.wire.mask.hex());
        assertEquals(GOOD, miner.codeOf(rolled(SIGNALLING_VERSION | 0x0fff_e000, 0x0fff_e000)));
        assertEquals(SIGNALLING_VERSION | 0x0fff_e000, rig.passedOn.getFirst().header().version());
    }

    @Test
    void judgesAMinerThatSendsNoBitsByTheJobsVersionAlone() {
        miner.configure();
        rig.give(
                rig.with(
                        rig.job(Job.Renewal.REPLACE),
                        SIGNALLING_VERSION,
                        VersionMask.BIP320,
                        Difficulty.of(1)));
        Told job = miner.wire.job();
        Found cleared = miner.wire.find(job, 0x2000_0000, OptionalInt.empty(), EASY::isMetBy);
        assertEquals(StratumError.LOW_DIFFICULTY, miner.codeOf(cleared));
        assertEquals(GOOD, miner.codeOf(miner.wire.find()));
    }

    private Found rolled(int version, int bits) {
        return miner.wire.find(miner.wire.job(), version, OptionalInt.of(bits), EASY::isMetBy);
    }

    /** A share that is good in no way but perhaps its time. */
    private int codeAt(int nTime) {
        MiningSubmit good = miner.wire.find().submit();
        return miner.codeOf(
                new MiningSubmit(
                        "w",
                        good.jobId(),
                        good.extranonce2(),
                        nTime,
                        -good.nonce() - 1,
                        OptionalInt.empty()));
    }
}
