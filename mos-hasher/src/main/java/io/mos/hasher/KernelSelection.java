package io.mos.hasher;

import io.mos.hasher.kernel.KernelEntry;
import java.util.Optional;

/**
 * The kernels the hashing threads use from now on: one for single headers, and one for four
 * versions at once when that is faster and the job lets versions be rolled.
 *
 * @param reason why these, for people
 */
record KernelSelection(Rated single, Optional<Rated> shared, String reason) {

    /** A kernel with its measured speed. */
    record Rated(KernelEntry.Usable entry, double mhPerCpuSecond) {}

    /** What hashes when four versions may be rolled. */
    Rated fastest() {
        return shared.orElse(single);
    }
}
