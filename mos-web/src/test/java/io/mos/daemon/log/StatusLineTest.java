package io.mos.daemon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.ShareCount;
import io.mos.core.telemetry.Telemetry;
import io.mos.core.testkit.VirtualTime;
import io.mos.web.sample.SampleSite;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StatusLineTest {

    private static final String POOL = "stratum+tcp://pool.example:3333";

    private final VirtualTime time = new VirtualTime();
    private final LogCapture log = new LogCapture(StatusLine.class);
    private final StatusLine status = new StatusLine();
    private final SampleSite site = new SampleSite("home");

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void saysOnceAMinuteHowTheSiteIsDoing() {
        site.device(hashing("board-1", 0.0158)).device(hashing("board-2", 0.1));
        site.pool(SampleSite.serving(POOL, time.now(), time.now()));
        site.shares(new ShareCount(128, 1, 2, 3, 15.8, 1), time.now());
        run(Duration.ofMinutes(3));
        assertEquals(3, log.lines().size(), log.lines().toString());
        assertEquals(
                "info  daemon: status  hashrate=\"116 MH/s\"  hashing=2/2  accepted=128  rejected=1"
                        + "  stale=2  blocks=1  pool="
                        + POOL
                        + "  up=\"1m 0s\"",
                log.lines().getFirst());
        assertTrue(log.lines().getLast().endsWith("up=\"3m 0s\""), log.lines().toString());
    }

    @Test
    void doesNotCallZeroWhatIsNotMeasuredYet() {
        Telemetry young = hashing("cpu", 1);
        Reading<Double> unknown = Reading.unknown("not measured long enough yet", time.now());
        site.device(young.withProven(unknown, young.work()));
        run(Duration.ofMinutes(1));
        String line = log.lines().getFirst();
        assertTrue(line.contains("hashrate=\"not measured long enough yet\""), line);
        assertTrue(line.contains("pool=none"), line);
    }

    @Test
    void countsOnlyDevicesThatHash() {
        site.device(hashing("board-1", 0.0158));
        site.device(
                SampleSite.device(
                        "cpu", new DeviceState.Idle("no work", time.now()), 0, time.now()));
        run(Duration.ofMinutes(1));
        assertEquals(
                List.of("hashing=1/2"),
                List.of(log.lines().getFirst().split("  ")).stream()
                        .filter(pair -> pair.startsWith("hashing="))
                        .toList());
    }

    private Telemetry hashing(String id, double ghs) {
        return SampleSite.device(id, new DeviceState.Hashing(time.now()), ghs, time.now());
    }

    /** A snapshot a second, as the agent takes them. */
    private void run(Duration howLong) {
        for (long second = 1; second <= howLong.toSeconds(); second++) {
            time.advance(Duration.ofSeconds(1));
            site.uptime(Duration.ofSeconds(second));
            status.accept(site.view(time.now()).sites().getFirst().snapshot());
        }
    }
}
