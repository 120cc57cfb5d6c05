package io.mos.hasher.kernel;

import io.mos.hasher.kernel.KernelEntry.Family;
import io.mos.hasher.kernel.KernelEntry.Fit;
import io.mos.hasher.kernel.VectorScratch.Alignment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The catalogue's vector part. Nothing here mentions the Vector API, so that a JVM that was started
 * without {@value #MODULE} can load it; the kernels are reached by name.
 */
final class VectorKernels {

    private static final String MODULE = "jdk.incubator.vector";

    private static final List<Integer> LANES = List.of(4, 8, 16);

    private VectorKernels() {}

    static List<KernelEntry> entries() {
        return entries(Alignment.CACHE_LINE, "");
    }

    /**
     * The same on scratch memory of another alignment, named apart by a suffix.
     *
     * @param suffix ends each kernel's name
     */
    static List<KernelEntry> entries(Alignment alignment, String suffix) {
        boolean present = ModuleLayer.boot().findModule(MODULE).isPresent();
        int preferredLanes = present ? VectorShape.preferredLanes() : 0;
        List<KernelEntry> entries = new ArrayList<>();
        for (int lanes : LANES) {
            Fit fit = lanes == preferredLanes ? Fit.MADE_FOR_IT : Fit.MERELY_RUNS;
            for (int width : List.of(1, ScanJob.SHARED_WIDTH)) {
                String id = id(lanes, width) + suffix;
                IntFunction<ScanKernel> opener = opener(lanes, alignment);
                entries.add(
                        present
                                ? entry(id, fit, width, opener)
                                : new KernelEntry.Unusable(
                                        id, "JVM started without --add-modules " + MODULE));
            }
        }
        return entries;
    }

    /** What they are called, on any machine. */
    static List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (int lanes : LANES) {
            ids.add(id(lanes, 1));
            ids.add(id(lanes, ScanJob.SHARED_WIDTH));
        }
        return ids;
    }

    private static String id(int lanes, int width) {
        return "vector-" + lanes + (width == 1 ? "" : "x" + width);
    }

    /** Opens one on trial: a Vector API other than the one compiled against fails to link. */
    private static KernelEntry entry(
            String id, Fit fit, int width, IntFunction<ScanKernel> opener) {
        try {
            ScanKernel _ = opener.apply(width);
            return new KernelEntry.Usable(id, Family.VECTOR, fit, width, () -> opener.apply(width));
        } catch (LinkageError e) {
            return new KernelEntry.Unusable(id, "the Vector API does not link: " + e.getMessage());
        }
    }

    private static IntFunction<ScanKernel> opener(int lanes, Alignment alignment) {
        return switch (lanes) {
            case 4 -> width -> new Vector4Kernel(width, alignment);
            case 8 -> width -> new Vector8Kernel(width, alignment);
            default -> width -> new Vector16Kernel(width, alignment);
        };
    }
}
