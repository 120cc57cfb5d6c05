package io.mos.stratum.v1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Difficulty;
import io.mos.core.kernel.SystemTime;
import io.mos.core.testkit.Await;
import io.mos.core.work.Job;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.mockpool.HonestScript;
import io.mos.stratum.mockpool.MockPool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How jobs get from the socket to the listener. */
@Tag("sim")
class V1ConnectionTest {

    private static final int BURST = 100;

    private final HonestScript honest = new HonestScript(Difficulty.of(1));

    /** Jobs that arrive together: old ones are not worth a device's while. */
    @Test
    void givesOutTheNewestOfManyJobsThatArriveTogether() throws IOException {
        try (SystemTime time = new SystemTime();
                MockPool pool = MockPool.start(honest);
                NetRig rig = new NetRig(time, PoolConfig.pool(pool.url(), NetRig.USER))) {
            Job first = rig.awaitJob();
            ByteArrayOutputStream burst = new ByteArrayOutputStream();
            for (int i = 0; i < BURST; i++) {
                burst.writeBytes(notify("b" + i, i == 0));
            }
            pool.peers().getFirst().sendRaw(burst.toByteArray());
            String last = "b" + (BURST - 1);
            Job newest =
                    Await.value(
                            "the newest job",
                            () ->
                                    Optional.ofNullable(rig.job.get())
                                            .filter(job -> job.id().equals(last)));
            assertEquals(first.epoch(), newest.epoch());
            assertTrue(rig.jobs.get() < BURST / 2, rig.jobs + " jobs given out");
            if (rig.jobs.get() == 2) {
                assertEquals(Job.Renewal.REPLACE, newest.renewal(), "as a job left out did");
            }
        }
    }

    private static byte[] notify(String id, boolean isClean) {
        return "{'id':null,'method':'mining.notify','params':['%s','%s','01','02',[],'20000000','1d00ffff','6b002fdd',%b]}\n"
                .formatted(id, "11".repeat(32), isClean)
                .replace('\'', '"')
                .getBytes(UTF_8);
    }
}
