package io.mos.hasher.kernel;

import io.mos.hasher.kernel.KernelEntry.Family;
import io.mos.hasher.kernel.KernelEntry.Fit;
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
        boolean present = ModuleLayer.boot().findModule(MODULE).isPresent();
        int preferredLanes = present ? VectorShape.preferredLanes() : 0;
        List<KernelEntry> entries = new ArrayList<>();
        for (int lanes : LANES) {
            Fit fit = lanes == preferredLanes ? Fit.MADE_FOR_IT : Fit.MERELY_RUNS;
            for (int width : List.of(1, ScanJob.SHARED_WIDTH)) {
                String id = "vector-" + lanes + (width == 1 ? "" : "x" + width);
                entries.add(
                        present
                                ? entry(id, lanes, fit, width)
                                : new KernelEntry.Unusable(
                                        id, "JVM started without --add-modules " + MODULE));
            }
        }
        return entries;
    }

    /** Opens one on trial: a Vector API other than the one compiled against fails to link. */
    private static KernelEntry entry(String id, int lanes, Fit fit, int width) {
        try {
            IntFunction<ScanKernel> opener = opener(lanes);
            ScanKernel _ = opener.apply(width);
            return new KernelEntry.Usable(id, Family.VECTOR, fit, width, () -> opener.apply(width));
        } catch (LinkageError e) {
            return new KernelEntry.Unusable(id, "the Vector API does not link: " + e.getMessage());
        }
    }

    private static IntFunction<ScanKernel> opener(int lanes) {
        return switch (lanes) {
            case 4 -> Vector4Kernel::new;
            case 8 -> Vector8Kernel::new;
            default -> Vector16Kernel::new;
        };
    }
}
