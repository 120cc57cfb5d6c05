package io.mos.drivers.sim.chip;

import io.mos.drivers.bm13xx.family.ChipFamily;

/**
 * What a simulated chain is made of.
 *
 * @param family of all its chips
 * @param chips on the board, the first being next to the host
 * @param ticketZeroBits zero bits a hash needs to be reported without a ticket mask: 32 for
 *     silicon. Each bit less halves what the chips really hash, so that a CPU keeps up, and leaves
 *     every rate in nonces a second as it is; work counters count units of {@code 2^ticketZeroBits}
 *     hashes
 * @param hashesPerSecond what all chips together may hash in a second; beyond it they are slower
 *     than their clock says
 * @param known headers that are found whatever their difficulty
 */
public record ChainSettings(
        ChipFamily family,
        int chips,
        int ticketZeroBits,
        long hashesPerSecond,
        KnownHeaders known) {

    /** As silicon asks. */
    public static final int SILICON_ZERO_BITS = 32;

    public ChainSettings {
        int most = family.addressing().maxChips();
        if (chips < 1 || chips > most) {
            throw new IllegalArgumentException("a chain of " + chips + ", at most " + most);
        }
        if (ticketZeroBits < 1 || ticketZeroBits > SILICON_ZERO_BITS) {
            throw new IllegalArgumentException("ticket-zero-bits of " + ticketZeroBits);
        }
        if (hashesPerSecond < 1) {
            throw new IllegalArgumentException("hashes a second: " + hashesPerSecond);
        }
    }

    /** How many hashes of silicon one hash of ours stands for. */
    double siliconHashes() {
        return Math.scalb(1.0, SILICON_ZERO_BITS - ticketZeroBits);
    }
}
