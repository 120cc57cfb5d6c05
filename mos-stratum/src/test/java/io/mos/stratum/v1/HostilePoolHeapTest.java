package io.mos.stratum.v1;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Await;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import io.mos.stratum.mockpool.HonestScript;
import io.mos.stratum.mockpool.MockPool;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What bad pools cost in memory. */
@Tag("sim")
class HostilePoolHeapTest {

    /** Reliability sheet, fault 3. */
    private static final long MAX_HEAP_GROWTH_BYTES = 4L * 1024 * 1024;

    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    static Stream<Attack> allAttacks() {
        return Attack.all();
    }

    static Stream<Attack> attacksOfOneLine() {
        return Attack.ofOneLine();
    }

    /** Many connections of it, one after another, under one heap limit. */
    @ParameterizedTest
    @MethodSource("allAttacks")
    void keepsTheHeapWhereItWas(Attack attack) throws IOException {
        HonestScript honest = new HonestScript(HostileScripts.EASY);
        LockedTime time = new LockedTime();
        byte[] bytes = attack.bytes().get();
        try (MockPool hostile = MockPool.start(HostileScripts.attacking(bytes, () -> {}));
                MockPool backup = MockPool.start(honest);
                NetRig rig = new NetRig(time, pool(hostile), pool(backup))) {
            rig.awaitEnded(attack.cause(), time);
            long baseline = usedHeapBytes();
            int wanted = hostile.peers().size() + (attack.isHeavy() ? 20 : 4);
            Await.until(
                    "more attacks",
                    Duration.ofSeconds(60),
                    () -> {
                        time.advance(Duration.ofMillis(500));
                        honest.newJob();
                        return hostile.peers().size() >= wanted;
                    });
            // What the mock pools remember is no cost of ours.
            hostile.peers().forEach(peer -> peer.received().clear());
            backup.peers().forEach(peer -> peer.received().clear());
            awaitHeap(attack.name(), baseline);
        }
    }

    /**
     * Up to 100 MB are on their way, and all that the net loop ever takes for them, garbage
     * included, stays below the limit: so does the heap at every moment.
     */
    @ParameterizedTest
    @MethodSource("attacksOfOneLine")
    void takesNoMoreThanTheLimitForOneLine(Attack attack) throws IOException {
        CountDownLatch mayBegin = new CountDownLatch(1);
        byte[] bytes = attack.bytes().get();
        try (MockPool hostile =
                        MockPool.start(HostileScripts.attacking(bytes, () -> await(mayBegin)));
                NetRig rig = new NetRig(new LockedTime(), pool(hostile))) {
            Await.until("a connection", () -> !hostile.peers().isEmpty());
            long before = rig.bytesAllocatedByTheLoop();
            mayBegin.countDown();
            rig.awaitEnded(attack.cause());
            long taken = rig.bytesAllocatedByTheLoop() - before;
            assertTrue(taken <= MAX_HEAP_GROWTH_BYTES, taken + " bytes");
        }
    }

    @Test
    void keepsTheHeapWhereItWasWithAPoolThatRefusesEverything() throws IOException {
        LockedTime time = new LockedTime();
        try (MockPool hostile = MockPool.start(HostileScripts.refusing());
                NetRig rig = new NetRig(time, pool(hostile))) {
            rig.awaitJob();
            long baseline = usedHeapBytes();
            int[] start = {0};
            Await.until(
                    "the refusing pool is left",
                    Duration.ofSeconds(60),
                    () -> {
                        rig.submitOne(start[0]++ << 17);
                        time.advance(Duration.ofMillis(900));
                        return rig.ended(Cause.REJECTS) > 0;
                    });
            awaitHeap("refusals", baseline);
        }
    }

    private static void awaitHeap(String attack, long baseline) {
        Await.until(
                attack + ": the heap grows by no more than 4 MB",
                Duration.ofSeconds(20),
                () -> usedHeapBytes() - baseline <= MAX_HEAP_GROWTH_BYTES);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
