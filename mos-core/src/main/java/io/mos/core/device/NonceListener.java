package io.mos.core.device;

import io.mos.core.work.NonceFound;

/**
 * Takes a device's claims; given to the device when it is opened. Re-hashes each claim on the
 * calling thread: drivers never judge themselves.
 */
@FunctionalInterface
public interface NonceListener {

    /** Judges a claim; never throws for a bad one and never blocks on anything but the hash. */
    ClaimVerdict onNonce(NonceFound claim);

    /**
     * As {@link #onNonce(NonceFound)}, by a device that knows when the answer came in.
     *
     * @param seenNanos when its first byte was read, by the daemon's monotonic clock
     */
    default ClaimVerdict onNonce(NonceFound claim, long seenNanos) {
        return onNonce(claim);
    }

    /** What re-hashing a claim showed. */
    enum ClaimVerdict {
        /** The hash meets the claim's ticket target. */
        PROVEN,
        /** It does not: a hardware error. */
        HARDWARE_ERROR,
        /** Reported before. */
        DUPLICATE
    }
}
