package io.mos.stratum.server;

import io.mos.core.kernel.TimeSource;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of our own faults, the first and then one a minute: a peer may cause them at will, and
 * traces need not fill the disk. Owner: the server's loop.
 */
final class Defects {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(Defects.class);

    private final TimeSource time;
    private long count;
    private long toldNanos;

    Defects(TimeSource time) {
        this.time = time;
    }

    void tell(Throwable cause) {
        long now = time.nanos();
        if (count++ == 0 || now - toldNanos >= PERIOD.toNanos()) {
            toldNanos = now;
            LOG.atError()
                    .setCause(cause)
                    .addKeyValue("defects", count)
                    .log("a miner's connection met a defect");
        }
    }
}
