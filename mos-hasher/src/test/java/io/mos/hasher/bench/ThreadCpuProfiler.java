package io.mos.hasher.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Adds what the wall clock cannot show on a busy machine: {@code cpuRate}, 10^6 operations per
 * second of the benchmark threads' own CPU time, and {@code hashPercent}, what the threads {@code
 * hash-N} used of one CPU.
 */
public final class ThreadCpuProfiler implements InternalProfiler {

    private static final String WORKER = "jmh-worker";
    private static final String HASHING = "hash-";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long workerNanos;
    private long hashingNanos;
    private long wallNanos;

    @Override
    public String getDescription() {
        return "CPU time of the benchmark's and of the device's threads";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        workerNanos = cpuNanos(WORKER);
        hashingNanos = cpuNanos(HASHING);
        wallNanos = System.nanoTime();
    }

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double workers = cpuNanos(WORKER) - workerNanos;
        double hashing = cpuNanos(HASHING) - hashingNanos;
        double wall = System.nanoTime() - wallNanos;
        long operations = result.getMetadata().getAllOps();
        return List.of(
                new ScalarResult(
                        "cpuRate", operations * 1e3 / workers, "MH/CPU-s", AggregationPolicy.AVG),
                new ScalarResult(
                        "hashPercent", hashing * 100 / wall, "% of a CPU", AggregationPolicy.AVG));
    }

    private long cpuNanos(String name) {
        long sum = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().contains(name)) {
                sum += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return sum;
    }
}
