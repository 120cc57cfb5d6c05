package io.mos.stratum.v1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Difficulty;
import io.mos.core.kernel.SystemTime;
import io.mos.core.testkit.Await;
import io.mos.core.testkit.Gen;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import io.mos.stratum.mockpool.HonestScript;
import io.mos.stratum.mockpool.MockPool;
import io.mos.stratum.mockpool.PoolPeer;
import io.mos.stratum.mockpool.PoolScript;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
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

    /** Reliability sheet, fault 3. */
    private static final long MAX_HEAP_GROWTH_BYTES = 4L * 1024 * 1024;

    private static final Difficulty EASY = Difficulty.of(0.0000001);
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    private final AtomicReference<String> escaped = new AtomicReference<>("");
    private Thread.UncaughtExceptionHandler before = (_, _) -> {};

    /** What a pool sends once a miner has subscribed, and what it ends by. */
    record Attack(String name, Cause cause, Supplier<byte[]> bytes) {

        static final List<Attack> ALL =
                List.of(
                        text("broken JSON", Cause.NOT_JSON, "{'method':'mining.notify','params':["),
                        text("plain text", Cause.NOT_JSON, "Invalid JSON, disconnecting"),
                        new Attack("huge line", Cause.LINE_TOO_LONG, () -> filled(1 << 20, 'x')),
                        new Attack("huge string", Cause.LINE_TOO_LONG, Attack::hugeString),
                        text(
                                "nested arrays",
                                Cause.BEYOND_LIMITS,
                                "{'id':1,'result':" + "[".repeat(10_000)),
                        text("nested objects", Cause.BEYOND_LIMITS, "{'a':".repeat(10_000)),
                        text("many tokens", Cause.BEYOND_LIMITS, "[" + "0,".repeat(100_000) + "0]"),
                        text(
                                "long number",
                                Cause.BEYOND_LIMITS,
                                "{'id':" + "9".repeat(10_000) + "}"),
                        text("no message", Cause.NOT_A_MESSAGE, "[1,2,3]"),
                        text(
                                "wrong types",
                                Cause.WRONG_PARAMETERS,
                                "{'method':'mining.notify','params':[1,2,3,4,5,6]}"),
                        text(
                                "wrong extranonce",
                                Cause.WRONG_PARAMETERS,
                                "{'method':'mining.set_extranonce','params':['00',4000000000]}"),
                        difficulty("0"),
                        difficulty("-1"),
                        difficulty("1e300"),
                        difficulty("'NaN'"),
                        text(
                                "bare NaN",
                                Cause.NOT_JSON,
                                "{'method':'mining.set_difficulty','params':[NaN]}"),
                        new Attack("job flood", Cause.FLOOD, Attack::jobs),
                        text(
                                "message flood",
                                Cause.FLOOD,
                                "{'method':'client.show_message','params':['buy'],'id':1}"),
                        text("ping flood", Cause.FLOOD, "{'method':'mining.ping','id':1}"),
                        new Attack("empty lines", Cause.NOT_A_MESSAGE, () -> filled(1 << 16, '\n')),
                        new Attack("garbage", Cause.NOT_JSON, Attack::garbage),
                        new Attack("NUL lines", Cause.NOT_JSON, Attack::nulLines),
                        new Attack("NUL stream", Cause.LINE_TOO_LONG, () -> new byte[1 << 20]));

        static Stream<Attack> all() {
            return ALL.stream();
        }

        static Stream<Attack> heavy() {
            List<String> names =
                    List.of("huge line", "nested arrays", "many tokens", "job flood", "garbage");
            return ALL.stream().filter(attack -> names.contains(attack.name()));
        }

        @Override
        public String toString() {
            return name;
        }

        private static Attack text(String name, Cause cause, String line) {
            return new Attack(name, cause, () -> line(line));
        }

        private static Attack difficulty(String number) {
            return text(
                    "difficulty " + number,
                    Cause.BAD_DIFFICULTY,
                    "{'method':'mining.set_difficulty','params':[" + number + "]}");
        }

        private static byte[] hugeString() {
            String start = "{\"method\":\"client.show_message\",\"params\":[\"";
            return (start + "x".repeat(1 << 20)).getBytes(UTF_8);
        }

        private static byte[] line(String text) {
            return (text.replace('\'', '"') + "\n").getBytes(UTF_8);
        }

        private static byte[] filled(int size, char with) {
            byte[] bytes = new byte[size];
            Arrays.fill(bytes, (byte) with);
            return bytes;
        }

        private static byte[] jobs() {
            StringBuilder jobs = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                jobs.append(
                        "{'method':'mining.notify','params':['f%d','%064x','00','00',[],'20000000','1d00ffff','6b000000',true]}\n"
                                .formatted(i, i));
            }
            return jobs.toString().replace('\'', '"').getBytes(UTF_8);
        }

        private static byte[] garbage() {
            byte[] bytes = Gen.ofSeed(7).bytes(1 << 16);
            for (int i = 100; i < bytes.length; i += 100) {
                bytes[i] = '\n';
            }
            return bytes;
        }

        private static byte[] nulLines() {
            byte[] bytes = new byte[1 << 10];
            for (int i = 50; i < bytes.length; i += 50) {
                bytes[i] = '\n';
            }
            return bytes;
        }
    }

    @BeforeEach
    void watchForWhatEscapes() {
        Thread.UncaughtExceptionHandler usual = Thread.getDefaultUncaughtExceptionHandler();
        before = usual == null ? (_, _) -> {} : usual;
        Thread.setDefaultUncaughtExceptionHandler((t, e) -> escaped.set(t.getName() + ": " + e));
    }

    @AfterEach
    void nothingEscaped() {
        Thread.setDefaultUncaughtExceptionHandler(before);
        assertEquals("", escaped.get());
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void endsTheConnectionAndMinesOnTheBackup(Attack attack) throws IOException {
        HonestScript honest = new HonestScript(EASY);
        try (SystemTime time = new SystemTime();
                MockPool hostile = MockPool.start(after(attack.bytes().get()));
                MockPool backup = MockPool.start(honest);
                NetRig rig = new NetRig(time, pool(hostile), pool(backup))) {
            rig.awaitEnded(attack.cause());
            mineOne(rig, honest);
            assertEquals(0, rig.ended(Cause.ENDED_HERE), "no defect of ours");
        }
    }

    static Stream<Attack> attacks() {
        return Attack.all();
    }

    static Stream<Attack> heavyAttacks() {
        return Attack.heavy();
    }

    /** Twenty connections of it, one after another, under one heap limit. */
    @ParameterizedTest
    @MethodSource("heavyAttacks")
    void keepsTheHeapWhereItWas(Attack attack) throws IOException {
        HonestScript honest = new HonestScript(EASY);
        LockedTime time = new LockedTime();
        try (MockPool hostile = MockPool.start(after(attack.bytes().get()));
                MockPool backup = MockPool.start(honest);
                NetRig rig = new NetRig(time, pool(hostile), pool(backup))) {
            rig.awaitEnded(attack.cause(), time);
            long baseline = usedHeapBytes();
            int wanted = hostile.peers().size() + 20;
            Await.until(
                    "twenty more attacks",
                    Duration.ofSeconds(60),
                    () -> {
                        time.advance(Duration.ofMillis(500));
                        honest.newJob();
                        return hostile.peers().size() >= wanted;
                    });
            Await.until(
                    attack + ": the heap grows by no more than 4 MB",
                    Duration.ofSeconds(20),
                    () -> usedHeapBytes() - baseline <= MAX_HEAP_GROWTH_BYTES);
        }
    }

    @Test
    void boundsTheHeapDuringAHundredMegabyteLine() throws IOException {
        try (SystemTime time = new SystemTime();
                MockPool hostile = MockPool.start(after(new byte[1 << 20]));
                NetRig rig = new NetRig(time, pool(hostile))) {
            long baseline = usedHeapBytes();
            rig.awaitEnded(Cause.LINE_TOO_LONG);
            assertTrue(usedHeapBytes() - baseline <= MAX_HEAP_GROWTH_BYTES);
        }
    }

    @Test
    void noticesAPoolThatNeverAnswers() throws IOException {
        LockedTime time = new LockedTime();
        HonestScript honest = new HonestScript(EASY);
        try (MockPool silent = MockPool.start((_, _) -> {});
                MockPool backup = MockPool.start(honest);
                NetRig rig = new NetRig(time, pool(silent), pool(backup))) {
            rig.awaitEnded(Cause.HANDSHAKE_TIMEOUT, time);
            mineOne(rig, honest);
        }
    }

    @Test
    void noticesAPoolThatFallsSilentWithinThirtySecondsOfASubmit() throws IOException {
        LockedTime time = new LockedTime();
        HonestScript honest = new HonestScript(EASY);
        try (MockPool silent = MockPool.start(silentOnSubmit());
                MockPool backup = MockPool.start(new HonestScript(EASY));
                NetRig rig = new NetRig(time, pool(silent), pool(backup))) {
            rig.awaitJob();
            long submittedAt = time.nanos();
            rig.submitOne(0);
            rig.awaitEnded(Cause.REPLY_TIMEOUT, time);
            Duration took = Duration.ofNanos(time.nanos() - submittedAt);
            assertTrue(took.compareTo(Duration.ofSeconds(30)) <= 0, took.toString());
        }
        assertEquals(0, honest.accepted());
    }

    @Test
    void leavesAPoolThatRefusesEverything() throws IOException {
        LockedTime time = new LockedTime();
        HonestScript honest = new HonestScript(EASY);
        PoolScript refusing = refusing();
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
            mineOne(rig, honest);
        }
    }

    @Test
    void survivesPoolsThatHangUpAtOnce() throws IOException {
        LockedTime time = new LockedTime();
        HonestScript honest = new HonestScript(EASY);
        try (MockPool closing = MockPool.start(onConnect(PoolPeer::close));
                MockPool resetting = MockPool.start(onConnect(PoolPeer::reset));
                MockPool backup = MockPool.start(honest);
                NetRig rig = new NetRig(time, pool(closing), pool(resetting), pool(backup))) {
            rig.awaitEnded(Cause.CLOSED_BY_PEER, time);
            mineOne(rig, honest);
        }
    }

    @Test
    void survivesPoolsThatAreNotThere() throws IOException {
        HonestScript honest = new HonestScript(EASY);
        int freePort;
        try (MockPool gone = MockPool.start(honest)) {
            freePort = gone.port();
        }
        PoolConfig absent = PoolConfig.pool("stratum+tcp://127.0.0.1:" + freePort, NetRig.USER);
        try (SystemTime time = new SystemTime();
                MockPool backup = MockPool.start(honest);
                NetRig rig = new NetRig(time, absent, pool(backup))) {
            rig.awaitEnded(Cause.CONNECT);
            mineOne(rig, honest);
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

    private static void mineOne(NetRig rig, HonestScript honest) {
        int[] start = {0};
        Await.until(
                "the backup accepts a share",
                Duration.ofSeconds(20),
                () -> {
                    rig.submitOne(start[0]++ << 17);
                    return honest.accepted() > 0;
                });
    }

    /** Subscribes the miner, then sends the bytes again and again, up to 100 MB. */
    private static PoolScript after(byte[] bytes) {
        int times = Math.min(100 * (1 << 20) / bytes.length, 20_000);
        return (peer, message) -> {
            if (message instanceof V1Message.Call(MessageId id, ClientCall.MiningSubscribe _)) {
                peer.send(
                        V1Message.Reply.of(
                                id, Json.array(Json.Arr.EMPTY, Json.of("aabb"), Json.of(4))));
                peer.sendUntilClosed(bytes, times);
            }
        };
    }

    private static PoolScript silentOnSubmit() {
        HonestScript honest = new HonestScript(EASY);
        return (peer, message) -> {
            if (!(message instanceof V1Message.Call(var _, ClientCall.MiningSubmit _))) {
                honest.onMessage(peer, message);
            }
        };
    }

    private static PoolScript refusing() {
        HonestScript honest = new HonestScript(EASY);
        return (peer, message) -> {
            if (message instanceof V1Message.Call(MessageId id, ClientCall.MiningSubmit _)) {
                peer.send(V1Message.Reply.refusal(id, new StratumError(23, "no")));
                honest.newJob();
            } else {
                honest.onMessage(peer, message);
            }
        };
    }

    private interface PeerAction {
        void on(PoolPeer peer) throws IOException;
    }

    private static PoolScript onConnect(PeerAction action) {
        return new PoolScript() {
            @Override
            public void onConnect(PoolPeer peer) throws IOException {
                action.on(peer);
            }

            @Override
            public void onMessage(PoolPeer peer, V1Message message) {}
        };
    }

    private static PoolConfig pool(MockPool pool) {
        return PoolConfig.pool(pool.url(), NetRig.USER);
    }

    /** What is still in use after a collection. */
    private static long usedHeapBytes() {
        MEMORY.gc();
        return MEMORY.getHeapMemoryUsage().getUsed();
    }
}
