package io.mos.hasher.kernel;

/** What a check of a kernel showed. */
public sealed interface KernelVerdict {

    /** All candidates as {@code MessageDigest} has them. */
    record Correct(long hashes) implements KernelVerdict {}

    /** The first difference; the kernel must not be used. */
    record Wrong(String difference) implements KernelVerdict {}
}
