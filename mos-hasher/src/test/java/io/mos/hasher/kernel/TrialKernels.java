package io.mos.hasher.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Kernels worth measuring: those mos chooses from, and those that show what a choice of ours gains.
 */
public final class TrialKernels {

    private TrialKernels() {}

    /** The kernels made for this machine, {@code digest} first, then the trials. */
    public static List<KernelEntry.Usable> all() {
        KernelCatalog catalog = KernelCatalog.discover();
        List<KernelEntry.Usable> all = new ArrayList<>(catalog.fitting());
        all.addAll(unaligned());
        return all;
    }

    /** The vector kernels on scratch memory that begins where a Java array's data would. */
    public static List<KernelEntry.Usable> unaligned() {
        return VectorKernels.entries(VectorScratch.Alignment.HEAP_ARRAY, "-unaligned").stream()
                .flatMap(TrialKernels::fitting)
                .toList();
    }

    private static Stream<KernelEntry.Usable> fitting(KernelEntry entry) {
        return switch (entry) {
            case KernelEntry.Usable usable ->
                    usable.fit() == KernelEntry.Fit.MADE_FOR_IT
                            ? Stream.of(usable)
                            : Stream.empty();
            case KernelEntry.Unusable _ -> Stream.empty();
        };
    }
}
