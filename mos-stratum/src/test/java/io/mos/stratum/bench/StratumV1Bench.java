package io.mos.stratum.bench;

import io.mos.core.chain.Difficulty;
import io.mos.core.kernel.EventBus;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.testkit.Await;
import io.mos.stratum.mockpool.HonestScript;
import io.mos.stratum.mockpool.MockPool;
import io.mos.stratum.v1.ClientCall.MiningSubmit;
import io.mos.stratum.v1.V1Message;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the client's timed promises over loopback TCP, real clocks and a CPU that hashes, from
 * the pool to the device's hash and back: failover, silence, new work, stale shares. Prints a
 * table; the parts to measure are its arguments, all without any. See docs/bench/stratum-v1.md.
 */
final class StratumV1Bench {

    /** Some tens of thousands of hashes a share: dozens a second on one core. */
    private static final Difficulty DIFFICULTY = Difficulty.of(0.000002);

    private static final int FAILOVER_ROUNDS = 40;
    private static final int SILENCE_ROUNDS = 5;
    private static final Duration STALE_RUN = Duration.ofMinutes(5);
    private static final Duration BLOCK_INTERVAL = Duration.ofSeconds(5);
    private static final int NEW_WORK_JOBS = 3_000;
    private static final Duration JOB_INTERVAL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Room for the verdicts of all shares in flight, which follow the loss of a pool. */
    private static final int EVENTS = 4_096;

    private static final Set<String> PARTS = Set.of("failover", "silence", "work", "stale");

    private StratumV1Bench() {}

    public static void main(String[] arguments) throws Exception {
        System.out.printf(
                "java %s, %d processors, load average %.1f%n%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        Set<String> parts = arguments.length == 0 ? PARTS : Set.of(arguments);
        System.out.println("| measured (ms) | n | p50 | p95 | p99 | max |");
        System.out.println("|--|--|--|--|--|--|");
        if (parts.contains("failover")) {
            System.out.println(failover().row("pool cut off → share accepted by the backup"));
        }
        if (parts.contains("silence")) {
            System.out.println(silence().row("submit to a silent pool → connection given up"));
        }
        if (parts.contains("work")) {
            System.out.println(newWork().row("job leaves the pool → first hash of it"));
        }
        if (parts.contains("stale")) {
            System.out.println();
            System.out.println(stale());
        }
    }

    /** Each round: mine on the first pool, cut it off, wait for the backup to accept a share. */
    private static Samples failover() throws Exception {
        Samples samples = new Samples();
        for (int round = 0; round < FAILOVER_ROUNDS; round++) {
            HonestScript first = new HonestScript(DIFFICULTY);
            HonestScript second = new HonestScript(DIFFICULTY);
            try (MockPool main = MockPool.start(first);
                    MockPool backup = MockPool.start(second);
                    BenchSource _ = new BenchSource(_ -> {}, main, backup)) {
                Await.until("shares flow", PATIENCE, () -> first.accepted() >= 3);
                long start = System.nanoTime();
                main.cutOff();
                Await.until("the backup accepts", PATIENCE, () -> second.accepted() > 0);
                samples.add(System.nanoTime() - start);
            }
        }
        return samples;
    }

    /** The pool keeps the connection and answers nothing any more. */
    private static Samples silence() throws Exception {
        Samples samples = new Samples();
        for (int round = 0; round < SILENCE_ROUNDS; round++) {
            HonestScript honest = new HonestScript(DIFFICULTY);
            AtomicBoolean isSilent = new AtomicBoolean();
            AtomicLong firstUnanswered = new AtomicLong();
            try (MockPool main =
                            MockPool.start((peer, message) -> {
                                if (!isSilent.get()) {
                                    honest.onMessage(peer, message);
                                } else if (isSubmit(message)) {
                                    firstUnanswered.compareAndSet(0, System.nanoTime());
                                }
                            });
                    BenchSource client = new BenchSource(_ -> {}, main);
                    EventBus.Subscription<FleetEvent> events =
                            client.events.subscribe(EVENTS, () -> {})) {
                Await.until("shares flow", PATIENCE, () -> honest.accepted() >= 3);
                isSilent.set(true);
                Await.until(
                        "the client gives up",
                        PATIENCE,
                        () ->
                                events.drain().stream()
                                        .anyMatch(FleetEvent.PoolLost.class::isInstance));
                samples.add(System.nanoTime() - firstUnanswered.get());
            }
        }
        return samples;
    }

    /** Jobs every 20 ms while shares flow; the pool notes when it sends each. */
    private static Samples newWork() throws Exception {
        Samples samples = new Samples();
        Map<String, Long> sentAt = new ConcurrentHashMap<>();
        HonestScript honest = new HonestScript(DIFFICULTY);
        try (MockPool main = MockPool.start(honest);
                BenchSource client =
                        new BenchSource(
                                job -> {
                                    Long sent = sentAt.remove(job.id());
                                    if (sent != null) {
                                        samples.add(System.nanoTime() - sent);
                                    }
                                },
                                main)) {
            Await.until("shares flow", PATIENCE, () -> client.shares("accepted") >= 3);
            for (int i = 0; i < NEW_WORK_JOBS; i++) {
                honest.announceNext(id -> sentAt.put(id, System.nanoTime()));
                LockSupport.parkNanos(JOB_INTERVAL.toNanos());
            }
        }
        return samples;
    }

    /** A new block every 5 s for five minutes. */
    private static String stale() throws IOException, InterruptedException {
        HonestScript honest = new HonestScript(DIFFICULTY);
        try (MockPool main = MockPool.start(honest);
                BenchSource client = new BenchSource(_ -> {}, main)) {
            Await.until("shares flow", PATIENCE, () -> client.shares("accepted") >= 3);
            long start = System.nanoTime();
            long before = client.judged();
            while (System.nanoTime() - start < STALE_RUN.toNanos()) {
                LockSupport.parkNanos(BLOCK_INTERVAL.toNanos());
                honest.newBlock();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long judged = client.judged() - before;
            return "new block every %d s for %.0f s: %.1f shares/s, %d judged, %d stale (%.3f %%), %d rejected, %d unanswered"
                    .formatted(
                            BLOCK_INTERVAL.toSeconds(),
                            seconds,
                            judged / seconds,
                            judged,
                            client.shares("stale"),
                            100.0 * client.shares("stale") / judged,
                            client.shares("rejected"),
                            client.shares("unanswered"));
        }
    }

    private static boolean isSubmit(V1Message message) {
        return message instanceof V1Message.Call(var _, MiningSubmit _);
    }
}
