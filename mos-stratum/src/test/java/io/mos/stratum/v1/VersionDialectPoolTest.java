package io.mos.stratum.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.VersionDialect;
import io.mos.core.kernel.SystemTime;
import io.mos.core.testkit.Await;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.mockpool.HonestScript;
import io.mos.stratum.mockpool.MockPool;
import io.mos.stratum.mockpool.TestMiner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pools that rebuild every header in one dialect and refuse what does not hash: the first telling
 * share finds the dialect out, and no share is lost on the way.
 */
@Tag("sim")
class VersionDialectPoolTest {

    /** Hard enough that no share of these jobs is accepted by chance in a wrong dialect. */
    private static final Difficulty DIFFICULTY = Difficulty.of(0.000001);

    /** Bit 28 is inside BIP320's mask, as a real node sends it (stratum fact sheet 1.3). */
    private static final int JOB_VERSION = 0x3000_0000;

    private static final int SHARES = 30;

    @ParameterizedTest
    @EnumSource(VersionDialect.class)
    void findsTheDialectWithTheFirstShare(VersionDialect dialect) throws IOException {
        HonestScript honest = new HonestScript(DIFFICULTY, dialect, JOB_VERSION);
        try (SystemTime time = new SystemTime();
                MockPool pool = MockPool.start(honest);
                NetRig rig = new NetRig(time, PoolConfig.pool(pool.url(), NetRig.USER))) {
            Job job = rig.awaitJob();
            for (int i = 0; i < SHARES; i++) {
                Share share = shareOf(job, i);
                assertTrue(share.header().version() != JOB_VERSION, "the share rolls bits");
                ShareVerdict verdict = Await.result(rig.source.shares().submit(share));
                assertInstanceOf(ShareVerdict.Accepted.class, verdict);
            }
        }
        assertEquals(SHARES, honest.accepted());
        assertEquals(dialect == VersionDialect.XOR ? 1 : 0, honest.rejected());
    }

    /** They are all sent before the first reply shows which dialect is right. */
    @ParameterizedTest
    @EnumSource(VersionDialect.class)
    void losesNoShareOfManyInFlightMeanwhile(VersionDialect dialect) throws IOException {
        HonestScript honest = new HonestScript(DIFFICULTY, dialect, JOB_VERSION);
        try (SystemTime time = new SystemTime();
                MockPool pool = MockPool.start(honest);
                NetRig rig = new NetRig(time, PoolConfig.pool(pool.url(), NetRig.USER))) {
            Job job = rig.awaitJob();
            List<Share> shares = new ArrayList<>();
            for (int i = 0; i < SHARES; i++) {
                shares.add(shareOf(job, i));
            }
            List<CompletionStage<ShareVerdict>> verdicts =
                    shares.stream().map(rig.source.shares()::submit).toList();
            verdicts.forEach(verdict ->
                    assertInstanceOf(ShareVerdict.Accepted.class, Await.result(verdict)));
        }
        assertEquals(SHARES, honest.accepted());
    }

    private static Share shareOf(Job job, int number) {
        return TestMiner.search(job, (long) number << 17, 1 << 16).orElseThrow();
    }
}
