package io.mos.hasher.kernel;

import io.mos.hasher.kernel.KernelTimer.Timing;

/**
 * Runs a kernel until the JIT has compiled all of it. A vector kernel that is not compiled, or only
 * in part, keeps its vectors on the heap, so it is done when it has stopped allocating and got no
 * faster for a while.
 */
public final class KernelWarmup {

    /** Compiled code allocates nothing; the rest is the measuring itself. */
    private static final double COMPILED_BYTES_PER_HASH = 0.05;

    private static final int SLICE_CPU_MILLIS = 20;

    /** The loop around the vector code is compiled last and shows as one more step of the rate. */
    private static final double NOTABLY = 1.03;

    private static final int PLATEAU_SLICES = 6;

    /** The JDK's digest is compiled after some 10^5 hashes. */
    private static final int DIGEST_CPU_MILLIS = 200;

    private KernelWarmup() {}

    /**
     * Whether the kernel was compiled before this thread had spent so much CPU time on it.
     *
     * @param entry what {@code kernel} was opened from; only vector kernels need the time
     */
    public static boolean run(
            KernelEntry.Usable entry, ScanKernel kernel, KernelTimer timer, int limitCpuMillis) {
        return switch (entry.family()) {
            case NATIVE -> true;
            case DIGEST -> {
                timer.time(kernel, DIGEST_CPU_MILLIS);
                yield true;
            }
            case VECTOR -> untilCompiled(kernel, timer, limitCpuMillis);
        };
    }

    private static boolean untilCompiled(ScanKernel kernel, KernelTimer timer, int limitCpuMillis) {
        double best = 0;
        int slicesSinceBest = 0;
        for (int spent = 0; spent < limitCpuMillis; spent += SLICE_CPU_MILLIS) {
            Timing slice = timer.time(kernel, SLICE_CPU_MILLIS);
            boolean faster = slice.mhPerCpuSecond() > best * NOTABLY;
            slicesSinceBest = faster ? 0 : slicesSinceBest + 1;
            best = Math.max(best, slice.mhPerCpuSecond());
            if (slice.allocatedBytesPerHash() < COMPILED_BYTES_PER_HASH
                    && slicesSinceBest >= PLATEAU_SLICES) {
                return true;
            }
        }
        return false;
    }
}
