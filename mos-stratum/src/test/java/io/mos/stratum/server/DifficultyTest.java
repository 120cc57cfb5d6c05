package io.mos.stratum.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import io.mos.core.work.Job;
import io.mos.stratum.server.WireMiner.Found;
import io.mos.stratum.server.WireMiner.Told;
import io.mos.stratum.v1.StratumError;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DifficultyTest {

    private static final double EASY = ServerRig.EASY;
    private static final int GOOD = 0;

    private final ServerRig rig = ServerRig.withJob();
    private final SessionMiner miner = rig.connect().subscribe();

    @Test
    void startsAtTheServersDifficulty() {
        assertEquals(EASY, miner.authorize().difficulty());
    }

    @Test
    void startsAtWhatWasSuggestedBefore() {
        miner.suggest(EASY * 8).authorize();
        assertEquals(EASY * 8, miner.difficulty());
        assertEquals(EASY * 8, miner.wire.job().difficulty());
    }

    @Test
    void sendsTheJobAgainAfterASuggestion() {
        miner.authorize().heard();
        miner.suggest(EASY * 8);
        List<String> heard = miner.heard();
        assertEquals(3, heard.size(), heard.toString());
        assertTrue(heard.get(0).startsWith("{'id':5,'result':true"));
        assertTrue(heard.get(1).contains("mining.set_difficulty"));
        assertTrue(heard.get(2).contains("mining.notify"));
        assertTrue(heard.get(2).endsWith("false]}"), "earlier jobs still count");
        miner.suggest(EASY * 8);
        assertEquals(1, miner.heard().size(), "nothing new");
    }

    @Test
    void takesASuggestionAsATarget() {
        Target target = Difficulty.of(EASY * 16).target();
        miner.authorize()
                .say(
                        "{'id':6,'method':'mining.suggest_target','params':['%s']}"
                                .formatted(target.displayHex()));
        assertEquals(target, miner.jobDifficulty().target());
    }

    @ParameterizedTest
    @CsvSource({
        "d=4, 4",
        "'x,d=0.5', 0.5",
        "diff=2e-3, 2e-3",
        "fd=0.25, 0.25",
        "'x;fd=8', 8",
        "'d=1 fd=2', 2"
    })
    void startsAtWhatThePasswordSays(String password, double difficulty) {
        rig.give(
                rig.with(
                        rig.job(Job.Renewal.REPLACE),
                        ServerRig.VERSION,
                        VersionMask.BIP320,
                        Difficulty.of(1000)));
        assertEquals(difficulty, miner.authorize(password).difficulty());
    }

    /** It says where to start, and no more; {@code fd=} is for who wants to stay there. */
    @ParameterizedTest
    @ValueSource(strings = {"d=%s", "x,diff=%s"})
    void steersOnFromWhatThePasswordSays(String password) {
        miner.authorize(password.formatted(EASY * 8));
        assertEquals(EASY * 8, miner.difficulty());
        rig.time.advance(Duration.ofSeconds(16));
        miner.tick();
        assertEquals(EASY / 2, miner.difficulty(), EASY / 1000);
    }

    @Test
    void takesThePasswordOfEachWorker() {
        miner.authorize("fd=" + EASY * 8);
        miner.say(
                "{'id':7,'method':'mining.authorize','params':['w2','fd=%s']}".formatted(EASY * 2));
        assertEquals(EASY * 2, miner.difficulty(), "the last word counts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "d", "d=", "d=x", "d=-1", "d=0", "d=1e999", "old=5", "=4"})
    void makesNothingOfOtherPasswords(String password) {
        assertEquals(EASY, miner.authorize(password).difficulty());
    }

    @Test
    void neverGoesBelowItsOwnLowest() {
        miner.authorize("d=1e-30");
        assertEquals(EASY / 1024, miner.difficulty());
        miner.suggest(1e-20);
        assertEquals(EASY / 1024, miner.difficulty());
    }

    @Test
    void keepsTheMinersLowestUntilItSaysAnother() {
        minimum(EASY * 4);
        miner.authorize();
        assertEquals(EASY * 4, miner.difficulty());
        miner.suggest(EASY);
        assertEquals(EASY * 4, miner.difficulty());
        minimum(EASY * 2);
        assertEquals(EASY * 2, miner.difficulty());
    }

    /** Else the source would lose shares that it would have credited. */
    @Test
    void neverAsksForMoreThanTheSource() {
        miner.authorize();
        miner.suggest(EASY * 64);
        give(EASY * 8);
        assertEquals(EASY * 8, miner.wire.job().difficulty());
        give(EASY * 1024);
        assertEquals(EASY * 64, miner.wire.job().difficulty());
    }

    @Test
    void creditsAShareOfTheLowerDifficultyAfterARaise() {
        miner.authorize();
        Told before = miner.wire.job();
        miner.suggest(EASY * 8);
        assertEquals(GOOD, miner.codeOf(between(before, EASY, EASY * 8)));
        assertEquals(
                StratumError.LOW_DIFFICULTY,
                miner.codeOf(between(miner.wire.job(), EASY, EASY * 8)));
    }

    @Test
    void creditsAShareOfTheLowerDifficultyAfterADrop() {
        miner.authorize();
        Told before = miner.wire.job();
        miner.suggest(EASY / 8);
        assertEquals(GOOD, miner.codeOf(between(before, EASY / 8, EASY)));
        assertEquals(GOOD, miner.codeOf(between(miner.wire.job(), EASY / 8, EASY)));
    }

    @Test
    void creditsAShareOfAJobFromTwoRaisesAgo() {
        miner.authorize();
        Told before = miner.wire.job();
        miner.suggest(EASY * 4);
        Told between = miner.wire.job();
        miner.suggest(EASY * 16);
        assertEquals(GOOD, miner.codeOf(between(before, EASY, EASY * 4)));
        assertEquals(GOOD, miner.codeOf(between(between, EASY * 4, EASY * 16)));
        assertEquals(StratumError.LOW_DIFFICULTY, miner.codeOf(between(between, EASY, EASY * 4)));
    }

    @Test
    void forgetsIssuesOfLongAgo() {
        miner.authorize();
        Told first = miner.wire.job();
        for (int i = 0; i < 20; i++) {
            miner.suggest(EASY * (2 + i));
        }
        assertEquals(StratumError.JOB_NOT_FOUND, miner.codeOf(miner.wire.find(first)));
    }

    @Test
    void raisesTheDifficultyOfAFastMinerAtOnce() {
        miner.authorize();
        for (int i = 0; i < 128; i++) {
            assertEquals(EASY, miner.difficulty());
            rig.time.advance(Duration.ofMillis(10));
            assertEquals(GOOD, miner.codeOf(miner.wire.find()));
        }
        assertEquals(16 * EASY, miner.difficulty(), EASY / 100);
        assertEquals(miner.difficulty(), miner.wire.job().difficulty());
    }

    @Test
    void lowersTheDifficultyOfASilentMinerWithoutWaitingForAJob() {
        miner.authorize();
        rig.time.advance(Duration.ofSeconds(16));
        miner.tick();
        assertEquals(EASY / 16, miner.difficulty(), EASY / 1000);
        assertEquals(miner.difficulty(), miner.wire.job().difficulty());
    }

    @Test
    void leavesAMinerAloneThatFixedItsDifficulty() {
        miner.authorize("fd=" + EASY);
        rig.time.advance(Duration.ofHours(1));
        miner.heard();
        miner.tick().suggest(1);
        assertEquals(EASY, miner.difficulty());
        assertEquals(1, miner.heard().size());
    }

    @Test
    void doesNotJudgeTheTimeBeforeTheFirstJob() {
        rig.time.advance(Duration.ofMinutes(5));
        miner.authorize().heard();
        rig.time.advance(Duration.ofSeconds(1));
        miner.tick();
        assertEquals(List.of(), miner.heard());
    }

    @Test
    void repeatsNoJobWhenTheBoundsLeaveNothingToSteer() {
        ServerRig narrow = new ServerRig(EASY, EASY);
        narrow.newBlock();
        SessionMiner slow = narrow.atWork();
        slow.heard();
        narrow.time.advance(Duration.ofMinutes(5));
        assertEquals(List.of(), slow.tick().heard());
        assertFalse(slow.session.closing().isPresent());
    }

    private void minimum(double difficulty) {
        miner.say(
                "{'id':1,'method':'mining.configure','params':[['minimum-difficulty'],{'minimum-difficulty.value':%s}]}"
                        .formatted(difficulty));
    }

    private void give(double sourceDifficulty) {
        rig.give(
                rig.with(
                        rig.job(Job.Renewal.UPDATE),
                        ServerRig.VERSION,
                        VersionMask.BIP320,
                        Difficulty.of(sourceDifficulty)));
    }

    /** A share that meets the easier difficulty but not the harder. */
    private Found between(Told job, double easier, double harder) {
        Target easy = Difficulty.of(easier).target();
        Target hard = Difficulty.of(harder).target();
        return miner.wire.find(
                job,
                job.job().version(),
                OptionalInt.empty(),
                hash -> easy.isMetBy(hash) && !hard.isMetBy(hash));
    }
}
