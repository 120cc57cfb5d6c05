package io.mos.stratum.failover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/** Text is a host a pool sends us to: we go to a name right below the pool's own domain, or not. */
@Tag("fuzz")
class RedirectFuzzTest {

    private static final PoolConfig POOL =
            PoolConfig.pool("stratum+tcp://eu.pool-example.com:3333", "me");
    private static final PayoutGuard GUARD = new PayoutGuard(List.of(POOL));

    @FuzzTest
    void host(byte[] text) {
        check(text);
    }

    static void check(byte[] text) {
        String host = new String(text, UTF_8);
        GUARD.redirect(POOL.parsedUrl(), Optional.of(host), 3334)
                .ifPresent(to -> {
                    assertTrue(to.host().matches("[a-z0-9_-]+\\.pool-example\\.com"), to.host());
                    assertEquals(3334, to.port());
                });
    }
}
