package io.mos.hasher;

import io.mos.core.kernel.Entropy;
import io.mos.hasher.kernel.KernelCatalog;
import io.mos.hasher.kernel.KernelCheck;
import io.mos.hasher.kernel.KernelEntry;
import io.mos.hasher.kernel.KernelTimer;
import io.mos.hasher.kernel.KernelTimer.Timing;
import io.mos.hasher.kernel.KernelVerdict;
import io.mos.hasher.kernel.KernelWarmup;
import io.mos.hasher.kernel.ScanKernel;
import java.util.List;
import java.util.function.Consumer;

/**
 * Proves and times every kernel of this machine, on the calling thread; seconds of CPU time when
 * vector kernels must be compiled. Needs nothing but mos-core and mos-hasher.
 */
public final class SelfTest {

    /** As long as the start-up choice measures, so that both see the same noise. */
    private static final int TIMING_CPU_MILLIS = 100;

    /** Ten times what C2 was seen to need for a vector kernel (docs/bench/hasher.md). */
    private static final int WARM_UP_CPU_MILLIS = 20_000;

    private final KernelCheck check;
    private final KernelTimer timer;

    private SelfTest(Entropy entropy) {
        check = KernelCheck.thorough(entropy);
        timer = new KernelTimer(entropy);
    }

    /**
     * One report per kernel mos has, {@code digest} first; blocks until all are done.
     *
     * @param watcher sees each report as soon as it is there, on the calling thread
     */
    public static List<KernelReport> run(Entropy entropy, Consumer<KernelReport> watcher) {
        return run(KernelCatalog.discover(), entropy, watcher);
    }

    static List<KernelReport> run(
            KernelCatalog catalog, Entropy entropy, Consumer<KernelReport> watcher) {
        SelfTest test = new SelfTest(entropy);
        return catalog.entries().stream().map(test::report).peek(watcher).toList();
    }

    private KernelReport report(KernelEntry entry) {
        return switch (entry) {
            case KernelEntry.Usable usable -> report(usable);
            case KernelEntry.Unusable unusable ->
                    new KernelReport.Unavailable(unusable.id(), unusable.reason());
        };
    }

    private KernelReport report(KernelEntry.Usable entry) {
        ScanKernel kernel = entry.opener().get();
        return switch (check.check(kernel)) {
            case KernelVerdict.Wrong wrong ->
                    new KernelReport.Failed(entry.id(), wrong.difference());
            case KernelVerdict.Correct correct ->
                    switch (entry.fit()) {
                        case MADE_FOR_IT -> timed(entry, kernel, correct);
                        case MERELY_RUNS ->
                                new KernelReport.PassedUntimed(entry.id(), correct.hashes());
                    };
        };
    }

    /** Compiled code is other code: it is checked again before it is timed. */
    private KernelReport timed(
            KernelEntry.Usable entry, ScanKernel kernel, KernelVerdict.Correct before) {
        KernelWarmup.run(entry, kernel, timer, WARM_UP_CPU_MILLIS);
        return switch (check.check(kernel)) {
            case KernelVerdict.Wrong wrong ->
                    new KernelReport.Failed(entry.id(), wrong.difference());
            case KernelVerdict.Correct after -> {
                Timing timing = timer.time(kernel, TIMING_CPU_MILLIS);
                yield new KernelReport.Passed(
                        entry.id(),
                        before.hashes() + after.hashes(),
                        timing.mhPerCpuSecond(),
                        timing.allocatedBytesPerHash());
            }
        };
    }
}
