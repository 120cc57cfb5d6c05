package io.mos.stratum.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Hash256;
import io.mos.core.work.Job;
import io.mos.core.work.MerkleSource;
import io.mos.stratum.v1.StratumError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The source was reconnected, or fell back to another pool: its extranonce1 is another one. */
class ChangedExtranonceTest {

    private final ServerRig rig = ServerRig.withJob();

    @Test
    void tellsAMinerThatTakesThemBeforeTheJobTheyAreFor() {
        SessionMiner miner = rig.atWork().takeExtranonces();
        Extranonce before = miner.wire.extranonce1;
        miner.heard();
        give("aabbccdd", 8, Job.Renewal.REPLACE);
        List<String> heard = miner.heard();
        assertEquals(
                "{'id':null,'method':'mining.set_extranonce','params':['aabbccdd0000',6]}",
                heard.getFirst());
        assertTrue(heard.get(1).contains("mining.notify"));
        assertNotEquals(before, miner.wire.extranonce1);
        assertEquals(0, miner.codeOf(miner.wire.find()));
        assertEquals(Optional.empty(), miner.session.closing());
    }

    @Test
    void voidsAllJobsOfBeforeAlsoWhenTheSourceDoesNotSay() {
        SessionMiner miner = rig.atWork().takeExtranonces();
        WireMiner.Found late = miner.wire.find();
        give("aabbccdd", 4, Job.Renewal.UPDATE);
        assertTrue(miner.wire.job().job().cleanJobs());
        assertEquals(StratumError.JOB_NOT_FOUND, miner.codeOf(late));
        assertEquals(0, miner.codeOf(miner.wire.find()));
    }

    @Test
    void endsAMinerThatCannotTakeThem() {
        SessionMiner miner = rig.atWork();
        miner.heard();
        give("aabbccdd", 4, Job.Renewal.REPLACE);
        assertEquals(List.of(), miner.heard());
        assertEquals(Optional.of(Closing.EXTRANONCE_CHANGED), miner.session.closing());
        miner.session.close();
        assertEquals(0, rig.book().extranonces().leased());
    }

    @Test
    void endsAMinerThatHadNotBegun() {
        SessionMiner miner = rig.connect().subscribe();
        give("aabbccdd", 4, Job.Renewal.REPLACE);
        assertEquals(Optional.empty(), miner.session.closing());
        miner.authorize();
        assertEquals(Optional.of(Closing.EXTRANONCE_CHANGED), miner.session.closing());
    }

    @Test
    void renewsAMinerThatSubscribesAgain() {
        SessionMiner miner = rig.connect().subscribe();
        give("aabbccdd", 4, Job.Renewal.REPLACE);
        miner.subscribe().authorize();
        assertTrue(miner.wire.extranonce1.hex().startsWith("aabbccdd"));
        assertEquals(0, miner.codeOf(miner.wire.find()));
        assertEquals(Optional.empty(), miner.session.closing());
    }

    @Test
    void staysWithTheSourceThatComesBackUnchanged() {
        SessionMiner miner = rig.atWork();
        Extranonce before = miner.wire.extranonce1;
        rig.book().clear();
        rig.newBlock();
        assertEquals(before, miner.wire.extranonce1);
        assertEquals(Optional.empty(), miner.session.closing());
        assertEquals(0, miner.codeOf(miner.wire.find()));
    }

    @Test
    void refusesMinersBeyondTheSpaceAndEndsThoseThatFindNoRoomInAnother() {
        give("01", 2, Job.Renewal.REPLACE);
        List<SessionMiner> miners = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            miners.add(rig.atWork().takeExtranonces());
        }
        SessionMiner extra = rig.connect().subscribe();
        assertTrue(extra.heard().getFirst().startsWith("{'id':2,'result':null,'error':[20,"));
        give("02", 4, Job.Renewal.REPLACE);
        SessionMiner last = rig.atWork().takeExtranonces();
        give("03", 2, Job.Renewal.REPLACE);
        long ended =
                Stream.concat(miners.stream(), Stream.of(last))
                        .filter(miner ->
                                miner.session.closing().equals(Optional.of(Closing.NO_WORK)))
                        .count();
        assertEquals(1, ended);
    }

    @Test
    void takesNoJobsThatLeaveNothingToChoose() {
        SessionMiner miner = rig.atWork();
        miner.heard();
        Job job = rig.job(Job.Renewal.REPLACE);
        assertTrue(
                rig.book()
                        .add(TestCoinbases.put(new MerkleSource.FixedRoot(Hash256.ZERO), job))
                        .isEmpty());
        assertTrue(rig.book().newest().isEmpty(), "the block of before is gone all the same");
        assertTrue(rig.book().add(TestCoinbases.put(TestCoinbases.of("01", 1), job)).isEmpty());
    }

    private void give(String extranonce1, int extranonce2SizeBytes, Job.Renewal renewal) {
        rig.give(
                TestCoinbases.put(
                        TestCoinbases.of(extranonce1, extranonce2SizeBytes), rig.job(renewal)));
    }
}
