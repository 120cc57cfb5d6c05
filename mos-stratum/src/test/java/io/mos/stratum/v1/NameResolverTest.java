package io.mos.stratum.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import java.io.IOException;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NameResolverTest {

    @Test
    void keepsNoAnswerOfTheSystem() throws UnknownHostException {
        NameResolver system = NameResolver.system();
        for (String kind : List.of("ttl", "negative.ttl", "stale.ttl")) {
            assertEquals("0", Security.getProperty("networkaddress.cache." + kind));
        }
        assertFalse(system.resolve("localhost").isEmpty());
        assertThrows(UnknownHostException.class, () -> system.resolve("absent.invalid"));
    }

    /** The answer that comes too late finds nobody. */
    @Test
    @Tag("sim")
    void givesUpOnAResolverThatDoesNotAnswer() throws IOException {
        CountDownLatch stop = new CountDownLatch(1);
        NameResolver hanging =
                host -> {
                    try {
                        stop.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new UnknownHostException(host);
                };
        LockedTime time = new LockedTime();
        PoolConfig pool = PoolConfig.pool("stratum+tcp://slow.test:3333", NetRig.USER);
        try (NetRig rig = new NetRig(time, hanging, pool)) {
            rig.awaitEnded(Cause.RESOLVE, time);
        } finally {
            stop.countDown();
        }
    }
}
