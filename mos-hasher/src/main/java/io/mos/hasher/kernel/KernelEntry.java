package io.mos.hasher.kernel;

import java.util.function.Supplier;

/** One kernel of the catalogue: a name that stays, and whether this machine can run it. */
public sealed interface KernelEntry {

    /** Such as {@code digest}, {@code vector-16x4}, {@code native-shani}. */
    String id();

    /**
     * This machine can run it; whether it computes rightly is for the self-test to say.
     *
     * @param fit whether it is made for this machine or merely runs on it
     * @param width 1, or {@link ScanJob#SHARED_WIDTH}
     * @param opener makes an instance for one thread
     */
    record Usable(String id, Family family, Fit fit, int width, Supplier<ScanKernel> opener)
            implements KernelEntry {}

    /** This machine cannot run it, and why. */
    record Unusable(String id, String reason) implements KernelEntry {}

    /** Whether a kernel suits this machine. */
    enum Fit {
        /** Worth timing. */
        MADE_FOR_IT,
        /** Correct, but another form of it uses the whole width of the registers. */
        MERELY_RUNS
    }

    /** How a kernel gets fast. */
    enum Family {
        /** Compiled like any Java code within the first thousands of hashes. */
        DIGEST,
        /** Slow until the JIT has compiled all of it, seconds of CPU time later. */
        VECTOR,
        /** As fast as ever from the first call. */
        NATIVE
    }
}
