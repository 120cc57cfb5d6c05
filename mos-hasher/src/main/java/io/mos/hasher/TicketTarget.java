package io.mos.hasher;

import io.mos.core.chain.Target;

/**
 * The target a device reports by: so easy that its health shows within seconds, never harder than
 * the share target.
 */
final class TicketTarget {

    /** Kernels filter on the highest 32 bits of a hash. */
    private static final int MAX_ZERO_BITS = 32;

    private TicketTarget() {}

    /**
     * The target of a whole number of zero bits that this many hashes a second meet about once a
     * second or, where shares are easier than that, whenever they meet the share target.
     */
    static Target of(double hashesPerSecond, Target shareTarget) {
        int byRate = Math.clamp(Math.getExponent(hashesPerSecond), 1, MAX_ZERO_BITS);
        int byShare = Integer.numberOfLeadingZeros(shareTarget.highestWord());
        return ofZeroBits(Math.min(byRate, byShare));
    }

    private static Target ofZeroBits(int zeroBits) {
        long highest = zeroBits == MAX_ZERO_BITS ? 0 : 0xffff_ffffL >>> zeroBits;
        return Target.ofDisplayHex("%08x".formatted(highest) + "ff".repeat(28));
    }
}
