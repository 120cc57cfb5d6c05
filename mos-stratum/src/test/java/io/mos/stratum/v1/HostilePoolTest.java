package io.mos.stratum.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.kernel.SystemTime;
import io.mos.core.testkit.Await;
import io.mos.stratum.failover.OptionalCalls;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.TlsMode;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import io.mos.stratum.mockpool.HonestScript;
import io.mos.stratum.mockpool.MockPool;
import io.mos.stratum.mockpool.PoolPeer;
import io.mos.stratum.mockpool.PoolScript;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pools that do their worst over real TCP. Each time: the connection ends by the right cause, which
 * is counted; the honest backup serves; no thread dies of it; the heap does not grow.
 */
@Tag("sim")
class HostilePoolTest {

    private final AtomicReference<String> escaped = new AtomicReference<>("");
    private final Complaints complaints = new Complaints();
    private Thread.UncaughtExceptionHandler before = (_, _) -> {};

    @BeforeEach
    void watchForWhatEscapes() {
        Thread.UncaughtExceptionHandler usual = Thread.getDefaultUncaughtExceptionHandler();
        before = usual == null ? (_, _) -> {} : usual;
        Thread.setDefaultUncaughtExceptionHandler((t, e) -> escaped.set(t.getName() + ": " + e));
    }

    @AfterEach
    void nothingEscaped() {
        Thread.setDefaultUncaughtExceptionHandler(before);
        complaints.close();
        assertEquals("", escaped.get());
        assertEquals("", complaints.defects());
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void endsTheConnectionAndMinesOnTheBackup(Attack attack) throws IOException {
        HonestScript honest = new HonestScript(HostileScripts.EASY);
        try (SystemTime time = new SystemTime();
                MockPool hostile =
                        MockPool.start(HostileScripts.attacking(attack.bytes().get(), () -> {}));
                MockPool backup = MockPool.start(honest);
                NetRig rig = new NetRig(time, pool(hostile), pool(backup))) {
            rig.awaitEnded(attack.cause());
            rig.mineOne(honest);
            assertEquals(0, rig.ended(Cause.ENDED_HERE), "no defect of ours");
        }
    }

    static Stream<Attack> attacks() {
        return Attack.all();
    }

    /** Every attempt is counted, one line a minute tells of them. */
    @Test
    void countsEachEndAndLogsItOnceAMinute() throws IOException {
        LockedTime time = new LockedTime();
        try (MockPool hostile =
                        MockPool.start(HostileScripts.attacking(new byte[] {'x', '\n'}, () -> {}));
                NetRig rig = new NetRig(time, withoutOptionalCalls(hostile))) {
            long start = time.nanos();
            Await.until(
                    "five minutes of attacks",
                    Duration.ofSeconds(60),
                    () -> {
                        if (!rig.isTrying()) {
                            time.advance(Duration.ofMillis(500));
                        }
                        return time.nanos() - start > Duration.ofMinutes(5).toNanos();
                    });
            List<String> lines = complaints.lines("pool fault");
            assertTrue(rig.ended(Cause.NOT_JSON) >= 8, "ended " + rig.ended(Cause.NOT_JSON));
            assertTrue(lines.size() >= 3 && lines.size() <= 6, lines.toString());
            assertTrue(lines.getFirst().contains("not-json"), lines.toString());
            assertFalse(lines.getFirst().contains("repeats="), lines.toString());
            assertTrue(lines.get(1).contains("repeats="), lines.toString());
        }
    }

    @Test
    void noticesAPoolThatNeverAnswers() throws IOException {
        LockedTime time = new LockedTime();
        HonestScript honest = new HonestScript(HostileScripts.EASY);
        try (MockPool silent = MockPool.start((_, _) -> {});
                MockPool backup = MockPool.start(honest);
                NetRig rig = new NetRig(time, pool(silent), pool(backup))) {
            rig.awaitEnded(Cause.HANDSHAKE_TIMEOUT, time);
            rig.mineOne(honest);
        }
    }

    @Test
    void noticesAPoolThatFallsSilentWithinThirtySecondsOfASubmit() throws IOException {
        LockedTime time = new LockedTime();
        HonestScript honest = new HonestScript(HostileScripts.EASY);
        try (MockPool silent = MockPool.start(HostileScripts.silentOnSubmit());
                MockPool backup = MockPool.start(honest);
                NetRig rig = new NetRig(time, pool(silent), pool(backup))) {
            rig.awaitJob();
            long submittedAt = time.nanos();
            rig.submitOne(0);
            rig.awaitEnded(Cause.REPLY_TIMEOUT, time);
            Duration took = Duration.ofNanos(time.nanos() - submittedAt);
            assertTrue(took.compareTo(Duration.ofSeconds(30)) <= 0, took.toString());
            rig.mineOne(honest);
        }
    }

    @Test
    void leavesAPoolThatRefusesEverything() throws IOException {
        LockedTime time = new LockedTime();
        HonestScript honest = new HonestScript(HostileScripts.EASY);
        PoolScript refusing = HostileScripts.refusing();
        try (MockPool hostile = MockPool.start(refusing);
                MockPool backup = MockPool.start(honest);
                NetRig rig = new NetRig(time, pool(hostile), pool(backup))) {
            rig.awaitJob();
            int[] start = {0};
            Await.until(
                    "the refusing pool is left",
                    Duration.ofSeconds(60),
                    () -> {
                        rig.submitOne(start[0]++ << 17);
                        time.advance(Duration.ofMillis(900));
                        return rig.ended(Cause.REJECTS) > 0;
                    });
            rig.mineOne(honest);
        }
    }

    @Test
    void survivesPoolsThatHangUpAtOnce() throws IOException {
        LockedTime time = new LockedTime();
        HonestScript honest = new HonestScript(HostileScripts.EASY);
        try (MockPool closing = MockPool.start(HostileScripts.onConnect(PoolPeer::close));
                MockPool resetting = MockPool.start(HostileScripts.onConnect(PoolPeer::reset));
                MockPool backup = MockPool.start(honest);
                NetRig rig = new NetRig(time, pool(closing), pool(resetting), pool(backup))) {
            rig.awaitEnded(Cause.CLOSED_BY_PEER, time);
            rig.mineOne(honest);
        }
    }

    @Test
    void survivesPoolsThatAreNotThere() throws IOException {
        HonestScript honest = new HonestScript(HostileScripts.EASY);
        int freePort;
        try (MockPool gone = MockPool.start(honest)) {
            freePort = gone.port();
        }
        PoolConfig absent = PoolConfig.pool("stratum+tcp://127.0.0.1:" + freePort, NetRig.USER);
        try (SystemTime time = new SystemTime();
                MockPool backup = MockPool.start(honest);
                NetRig rig = new NetRig(time, absent, pool(backup))) {
            rig.awaitEnded(Cause.CONNECT);
            rig.mineOne(honest);
        }
    }

    /** Fewer lines than a flood, but 15 MB of replies: more than loopback buffers hold. */
    @Test
    void hangsUpOnAPoolThatDoesNotReadItsReplies() throws IOException {
        String ping = "{'method':'mining.ping','params':[],'id':'" + "i".repeat(8_000) + "'}";
        PoolScript deaf =
                (peer, _) -> {
                    for (int i = 0; i < FloodGuard.MAX_LINES_PER_SECOND - 100; i++) {
                        peer.send(ping);
                    }
                };
        try (MockPool hostile = MockPool.start(deaf);
                NetRig rig = new NetRig(new LockedTime(), pool(hostile))) {
            Await.until(
                    "the connection ends because the pool does not read",
                    () ->
                            rig.source
                                    .status()
                                    .endpoints()
                                    .getFirst()
                                    .detail()
                                    .equals("the pool does not read what it is sent"));
        }
    }

    private static PoolConfig pool(MockPool pool) {
        return PoolConfig.pool(pool.url(), NetRig.USER);
    }

    /** So that no attempt waits for time to pass. */
    private static PoolConfig withoutOptionalCalls(MockPool pool) {
        return new PoolConfig(
                pool.url(),
                NetRig.USER,
                PoolConfig.DEFAULT_PASSWORD,
                Optional.empty(),
                TlsMode.SYSTEM,
                "",
                "",
                OptionalCalls.NONE,
                OptionalDouble.empty(),
                "",
                "");
    }
}
