package io.mos.stratum.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mos.core.testkit.Jobs;
import io.mos.core.work.Job;
import io.mos.core.work.Job.Renewal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NewestJobTest {

    private final NewestJob newest = new NewestJob();

    @Test
    void givesTheNewestOnceSinceTheFirst() {
        newest.put(job("a", Renewal.UPDATE), 10);
        newest.put(job("b", Renewal.UPDATE), 20);
        assertEquals(
                Optional.of(new NewestJob.Arrived(job("b", Renewal.UPDATE), 10)), newest.take());
        assertEquals(Optional.empty(), newest.take());
        newest.put(job("c", Renewal.UPDATE), 30);
        assertEquals(30, newest.take().orElseThrow().sinceNanos());
    }

    @Test
    void voidsOlderJobsWhenOneThatWasLeftOutDid() {
        newest.put(job("a", Renewal.REPLACE), 0);
        newest.put(job("b", Renewal.UPDATE), 0);
        newest.put(job("c", Renewal.UPDATE), 0);
        assertEquals(job("c", Renewal.REPLACE), newest.take().orElseThrow().job());
        newest.put(job("d", Renewal.UPDATE), 0);
        assertEquals(Renewal.UPDATE, newest.take().orElseThrow().job().renewal());
    }

    private static Job job(String id, Renewal renewal) {
        return Jobs.job("pools", id, "block", renewal);
    }
}
