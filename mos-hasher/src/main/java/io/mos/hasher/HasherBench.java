package io.mos.hasher;

import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.TimeSource;
import io.mos.hasher.BenchReport.KernelRate;
import io.mos.hasher.kernel.KernelCatalog;
import io.mos.hasher.kernel.KernelCheck;
import io.mos.hasher.kernel.KernelEntry;
import io.mos.hasher.kernel.KernelTimer;
import io.mos.hasher.kernel.KernelVerdict;
import io.mos.hasher.kernel.KernelWarmup;
import io.mos.hasher.kernel.ScanKernel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures kernels in turns, slice by slice, so that whatever else the machine does meets all of
 * them alike. Runs on the calling thread.
 */
public final class HasherBench {

    /** Long enough for a stable rate, short enough that neighbours see the same clock speed. */
    private static final int SLICE_CPU_MILLIS = 40;

    /** What a median needs at least. */
    private static final int MIN_ROUNDS = 10;

    private static final int WARM_UP_CPU_MILLIS = 20_000;

    private final TimeSource time;
    private final KernelTimer timer;
    private final KernelCheck check;

    public HasherBench(TimeSource time, Entropy entropy) {
        this.time = time;
        timer = new KernelTimer(entropy);
        check = KernelCheck.brief(entropy);
    }

    /** The kernels made for this machine, {@code digest} first. */
    public static List<KernelEntry.Usable> kernels() {
        return KernelCatalog.discover().fitting();
    }

    /**
     * Warms up, then measures until so much time has passed since the call, but no less than
     * {@value #MIN_ROUNDS} rounds; a machine that does other things as well takes longer for them.
     *
     * @param entries the first is what the others are compared to
     * @throws IllegalStateException when a kernel computes wrongly: its speed means nothing
     */
    public BenchReport run(List<KernelEntry.Usable> entries, Duration total) {
        long end = time.nanos() + total.toNanos();
        List<ScanKernel> kernels = entries.stream().map(this::warmedUp).toList();
        List<double[]> rounds = new ArrayList<>();
        while (rounds.size() < MIN_ROUNDS || time.nanos() < end) {
            rounds.add(
                    kernels.stream()
                            .mapToDouble(
                                    each -> timer.time(each, SLICE_CPU_MILLIS).mhPerCpuSecond())
                            .toArray());
        }
        return new BenchReport(rounds.size(), SLICE_CPU_MILLIS, summarise(entries, rounds));
    }

    private ScanKernel warmedUp(KernelEntry.Usable entry) {
        ScanKernel kernel = entry.opener().get();
        KernelWarmup.run(entry, kernel, timer, WARM_UP_CPU_MILLIS);
        return switch (check.check(kernel)) {
            case KernelVerdict.Correct _ -> kernel;
            case KernelVerdict.Wrong wrong ->
                    throw new IllegalStateException(
                            entry.id() + " computes wrongly: " + wrong.difference());
        };
    }

    private static List<KernelRate> summarise(
            List<KernelEntry.Usable> entries, List<double[]> rounds) {
        List<KernelRate> summary = new ArrayList<>();
        for (int k = 0; k < entries.size(); k++) {
            int kernel = k;
            double rate = median(rounds.stream().mapToDouble(round -> round[kernel]).toArray());
            double ratio =
                    median(
                            rounds.stream()
                                    .mapToDouble(round -> round[kernel] / round[0])
                                    .toArray());
            summary.add(new KernelRate(entries.get(k).id(), rate, ratio));
        }
        return summary;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
