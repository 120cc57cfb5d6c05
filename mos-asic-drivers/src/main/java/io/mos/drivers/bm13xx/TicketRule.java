package io.mos.drivers.bm13xx;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Target;
import io.mos.drivers.bm13xx.family.ChipFamily;

/**
 * Which ticket mask a chain gets: about one or two nonces a second of the whole board (BM13XX.md
 * §6), and never so hard that a share would go unreported.
 */
final class TicketRule {

    private static final double HASHES_AT_DIFFICULTY_1 = 0x1p32;

    private final ChipFamily family;
    private final int chips;
    private final int baseZeroBits;

    TicketRule(ChainSpec spec) {
        family = spec.family();
        chips = spec.chips();
        baseZeroBits = spec.ticketZeroBits();
    }

    /** By what the chips would do in silicon; chips with a lower base do as much less. */
    TicketMask forRate(double mhz) {
        double hashesPerSecond = mhz * 1e6 * family.cores().units() * chips;
        double difficulty = hashesPerSecond / HASHES_AT_DIFFICULTY_1;
        return TicketMask.ofDifficulty(Difficulty.of(Math.max(1, difficulty)));
    }

    /** As {@link #forRate}, but easy enough for this share target. */
    TicketMask forShares(double mhz, Target shareTarget) {
        int shareZeroBits = Math.getExponent(shareTarget.expectedHashes());
        int most = Math.max(0, shareZeroBits - baseZeroBits);
        TicketMask byRate = forRate(mhz);
        return byRate.extraBits() <= most ? byRate : new TicketMask(most);
    }

    /** What a hash reported under this mask meets. */
    Target target(TicketMask mask) {
        return mask.target(baseZeroBits);
    }
}
