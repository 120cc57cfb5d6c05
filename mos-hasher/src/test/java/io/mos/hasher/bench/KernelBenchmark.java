package io.mos.hasher.bench;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Target;
import io.mos.core.kernel.Entropy;
import io.mos.hasher.kernel.Candidates;
import io.mos.hasher.kernel.KernelEntry;
import io.mos.hasher.kernel.KernelTimer;
import io.mos.hasher.kernel.KernelWarmup;
import io.mos.hasher.kernel.ScanJob;
import io.mos.hasher.kernel.ScanKernel;
import io.mos.hasher.kernel.TrialKernels;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One kernel by itself, in 10^6 hashes per second: by the wall clock as the score, by the thread's
 * own CPU time as {@code cpuRate}. Kernels against each other are measured in turns in one process
 * instead, by {@code mos bench hasher}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {

    /** About a millisecond of the fastest kernel. */
    private static final int HASHES = 1 << 15;

    private static final int WARM_UP_CPU_MILLIS = 20_000;

    /** {@link Benchmarks} puts in those of this machine. */
    @Param("digest")
    public String kernel = "";

    private final Candidates found = new Candidates(Candidates.MIN_CAPACITY);
    private ScanKernel scanned = TrialKernels.all().getFirst().opener().get();
    private ScanJob job = job(1);
    private int nextWord;

    /** Compiled by the same means as in the daemon, so that JMH measures what the daemon runs. */
    @Setup(Level.Trial)
    public void open() {
        KernelEntry.Usable entry =
                TrialKernels.all().stream()
                        .filter(each -> each.id().equals(kernel))
                        .findFirst()
                        .orElseThrow();
        scanned = entry.opener().get();
        job = job(entry.width());
        KernelTimer timer = new KernelTimer(Entropy.system());
        KernelWarmup.run(entry, scanned, timer, WARM_UP_CPU_MILLIS);
    }

    @Benchmark
    @OperationsPerInvocation(HASHES)
    public int scan() {
        found.clear();
        int words = HASHES / job.width();
        nextWord += words;
        return scanned.scan(job, nextWord, words, found);
    }

    private static ScanJob job(int width) {
        byte[] bytes = new byte[BlockHeader.SIZE_BYTES];
        Entropy.system().nextBytes(bytes);
        BlockHeader header = BlockHeader.parse(bytes);
        List<BlockHeader> versions =
                IntStream.range(0, ScanJob.SHARED_WIDTH)
                        .mapToObj(i -> header.withVersion(header.version() ^ i << 13))
                        .toList();
        return width == 1
                ? ScanJob.of(header, Target.DIFFICULTY_1)
                : ScanJob.shared(versions, Target.DIFFICULTY_1);
    }
}
