package io.mos.hasher;

/** What the self-test says about one kernel. */
public sealed interface KernelReport {

    /** The kernel's name, such as {@code vector-16x4}. */
    String id();

    /**
     * It computes what {@code MessageDigest} computes.
     *
     * @param hashes how many hashes were compared
     * @param mhPerCpuSecond 10^6 hashes per second of one thread's CPU time
     */
    record Passed(String id, long hashes, double mhPerCpuSecond, double allocatedBytesPerHash)
            implements KernelReport {}

    /** It computes rightly, but another form of it suits this machine: not warmed up, not timed. */
    record PassedUntimed(String id, long hashes) implements KernelReport {}

    /** It computes something else, and is not used. */
    record Failed(String id, String difference) implements KernelReport {}

    /** This machine cannot run it. */
    record Unavailable(String id, String reason) implements KernelReport {}
}
