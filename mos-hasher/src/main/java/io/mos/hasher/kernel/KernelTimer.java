package io.mos.hasher.kernel;

import io.mos.core.chain.Target;
import io.mos.core.kernel.Entropy;
import java.util.concurrent.TimeUnit;

/**
 * Times kernels in hashes per second of this thread's own CPU time, which other load on the machine
 * hardly changes. Owner: the thread that times.
 */
public final class KernelTimer {

    /** About 1 ms of the fastest kernel known. */
    private static final int HASHES_PER_STEP = 1 << 15;

    /** A kernel that is not compiled yet is a hundred times slower. */
    private static final int FIRST_HASHES = 1 << 8;

    private final ThreadMeter meter = new ThreadMeter();
    private final Candidates found = new Candidates(Candidates.MIN_CAPACITY);
    private final ScanJob single;
    private final ScanJob shared;
    private int nextWord;

    public KernelTimer(Entropy entropy) {
        var headers = KernelCheck.versionsOf(KernelCheck.randomHeader(entropy));
        single = ScanJob.of(headers.getFirst(), Target.DIFFICULTY_1);
        shared = ScanJob.shared(headers, Target.DIFFICULTY_1);
    }

    /** Scans for about this much CPU time. */
    public Timing time(ScanKernel kernel, int cpuMillis) {
        long limitNanos = TimeUnit.MILLISECONDS.toNanos(cpuMillis);
        long allocatedBefore = meter.allocatedBytes();
        long startNanos = meter.cpuNanos();
        int words = FIRST_HASHES / kernel.width();
        long hashes = 0;
        long usedNanos = 0;
        while (usedNanos < limitNanos) {
            hashes += scan(kernel, words);
            usedNanos = meter.cpuNanos() - startNanos;
            boolean early = usedNanos < limitNanos / 16;
            words = early ? Math.min(words * 2, HASHES_PER_STEP / kernel.width()) : words;
        }
        long allocated = meter.allocatedBytes() - allocatedBefore;
        return new Timing(hashes * 1e3 / usedNanos, (double) allocated / hashes);
    }

    private long scan(ScanKernel kernel, int words) {
        found.clear();
        int scanned = kernel.scan(kernel.width() == 1 ? single : shared, nextWord, words, found);
        nextWord += scanned;
        return (long) scanned * kernel.width();
    }

    /**
     * One slice of time.
     *
     * @param mhPerCpuSecond 10^6 hashes per second of CPU time
     */
    public record Timing(double mhPerCpuSecond, double allocatedBytesPerHash) {}
}
