package io.mos.hasher;

import io.mos.core.kernel.Entropy;
import io.mos.hasher.BenchReport.KernelRate;
import io.mos.hasher.kernel.KernelCatalog;
import io.mos.hasher.kernel.KernelEntry;
import io.mos.hasher.kernel.KernelTimer;
import io.mos.hasher.kernel.KernelWarmup;
import io.mos.hasher.kernel.ScanKernel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures every kernel of this machine in turns, slice by slice, so that whatever else the machine
 * does meets all of them alike. Runs on the calling thread.
 */
public final class HasherBench {

    /** Long enough for a stable rate, short enough that neighbours see the same clock speed. */
    private static final int SLICE_CPU_MILLIS = 40;

    /** What a median needs at least. */
    private static final int MIN_ROUNDS = 10;

    private static final int WARM_UP_CPU_MILLIS = 20_000;

    private HasherBench() {}

    /**
     * Warms up, then measures for about so much CPU time, but no less than {@value #MIN_ROUNDS}
     * rounds.
     */
    public static BenchReport run(Duration cpuTime, Entropy entropy) {
        KernelTimer timer = new KernelTimer(entropy);
        List<KernelEntry.Usable> entries = KernelCatalog.discover().fitting();
        List<ScanKernel> kernels = new ArrayList<>();
        for (KernelEntry.Usable entry : entries) {
            ScanKernel kernel = entry.opener().get();
            KernelWarmup.run(entry, kernel, timer, WARM_UP_CPU_MILLIS);
            kernels.add(kernel);
        }
        long perRound = (long) SLICE_CPU_MILLIS * kernels.size();
        int rounds = Math.clamp(cpuTime.toMillis() / perRound, MIN_ROUNDS, Integer.MAX_VALUE);
        double[][] rates = new double[kernels.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int k = 0; k < rates.length; k++) {
                rates[k][round] = timer.time(kernels.get(k), SLICE_CPU_MILLIS).mhPerCpuSecond();
            }
        }
        return new BenchReport(rounds, SLICE_CPU_MILLIS, summarise(entries, rates));
    }

    /** The digest kernel is the catalogue's first. */
    private static List<KernelRate> summarise(List<KernelEntry.Usable> entries, double[][] rates) {
        List<KernelRate> summary = new ArrayList<>();
        for (int k = 0; k < rates.length; k++) {
            double[] ratios = new double[rates[k].length];
            for (int round = 0; round < ratios.length; round++) {
                ratios[round] = rates[k][round] / rates[0][round];
            }
            summary.add(new KernelRate(entries.get(k).id(), median(rates[k]), median(ratios)));
        }
        return summary;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
