package io.mos.stratum.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mos.core.chain.CoinbaseTransaction;
import io.mos.core.chain.Extranonce;
import io.mos.core.kernel.Entropy;
import io.mos.core.testkit.VirtualTime;
import io.mos.core.work.Job;
import io.mos.core.work.JobListener;
import io.mos.core.work.MerkleSource;
import io.mos.core.work.SourceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SyntheticSourceTest {

    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final VirtualTime time = new VirtualTime();
    private final SyntheticSource source = new SyntheticSource(INTERVAL, time, Entropy.system());
    private final List<Job> jobs = new ArrayList<>();

    SyntheticSourceTest() {
        source.subscribe(
                new JobListener() {
                    @Override
                    public void onJob(Job job) {
                        jobs.add(job);
                    }

                    @Override
                    public void onDry(SourceId id, String reason) {
                        throw new AssertionError("never dry: " + reason);
                    }
                });
    }

    @Test
    void buildsOnAnotherBlockEachInterval() {
        source.start();
        time.advance(INTERVAL);
        assertEquals(2, jobs.size());
        assertNotEquals(jobs.getFirst().prevHash(), jobs.getLast().prevHash());
        assertEquals(Job.Renewal.REPLACE, jobs.getLast().renewal());
        source.close();
        time.advance(INTERVAL.multipliedBy(3));
        assertEquals(2, jobs.size());
    }

    /** Miners that cannot take other extranonces would be sent away with each block. */
    @Test
    void keepsItsExtranonces() {
        source.start();
        time.advance(INTERVAL);
        assertEquals(coinbase(0).extranonce1(), coinbase(1).extranonce1());
        assertEquals(coinbase(0).extranonce2SizeBytes(), coinbase(1).extranonce2SizeBytes());
        ServerRig rig = new ServerRig();
        rig.give(jobs.getFirst());
        SessionMiner plain = rig.atWork();
        rig.give(jobs.getLast());
        assertEquals(2, plain.wire.jobs.size());
        assertEquals(Optional.empty(), plain.session.closing());
    }

    @Test
    void givesCoinbasesOfItsHeight() {
        source.start();
        time.advance(INTERVAL);
        Extranonce any = Extranonce.ofCounter(7, coinbase(0).extranonce2SizeBytes());
        int first = height(0, any);
        assertEquals(first + 1, height(1, any));
    }

    private int height(int job, Extranonce extranonce2) {
        return CoinbaseTransaction.parse(coinbase(job).transaction(extranonce2))
                .height()
                .orElseThrow();
    }

    private MerkleSource.Coinbase coinbase(int job) {
        return (MerkleSource.Coinbase) jobs.get(job).merkle();
    }
}
