package io.mos.core.work;

import java.util.BitSet;
import java.util.Optional;

/**
 * Leases disjoint pieces of one source's extranonce2 space: to local devices, and to the miners
 * behind a proxy alike. Owner: agent loop.
 *
 * <p>The leading bits of the counter number the lessee, the rest is theirs to roll:
 *
 * <pre>
 * extranonce2 size | lessee bits | lessees | values each
 * 0                | 0           | 1       | 1
 * 1                | 4           | 16      | 16
 * 2                | 8           | 256     | 256
 * 3                | 8           | 256     | 65,536
 * 4 and more       | 16          | 65,536  | 65,536 … 2^48
 * </pre>
 *
 * From two bytes on the lessee number fills whole bytes, so that a proxy can hand it downstream as
 * part of the extranonce1.
 */
public final class ExtranonceSpace {

    private final int sizeBytes;
    private final int lesseeBits;
    private final BitSet taken = new BitSet();

    /** Pieces go round: one that was just given back may have been searched already. */
    private int next;

    public ExtranonceSpace(int extranonce2SizeBytes) {
        sizeBytes = extranonce2SizeBytes;
        lesseeBits =
                switch (extranonce2SizeBytes) {
                    case 0 -> 0;
                    case 1 -> 4;
                    case 2, 3 -> 8;
                    default -> 16;
                };
    }

    /** The next free piece, or nothing when all are leased. */
    public Optional<Lease> lease() {
        int lessees = 1 << lesseeBits;
        int ahead = taken.nextClearBit(next);
        int slot = ahead < lessees ? ahead : taken.nextClearBit(0);
        if (slot >= lessees) {
            return Optional.empty();
        }
        next = slot + 1;
        taken.set(slot);
        return Optional.of(new Lease(slot, rangeOf(slot)));
    }

    /**
     * Gives a piece back; its next lessee must not hash before the jobs it was used on are gone.
     */
    public void release(Lease lease) {
        taken.clear(lease.slot());
    }

    public int extranonce2SizeBytes() {
        return sizeBytes;
    }

    public int leased() {
        return taken.cardinality();
    }

    private ExtranonceRange rangeOf(int slot) {
        if (sizeBytes == 0) {
            return ExtranonceRange.NONE;
        }
        int counterBits = Math.min(sizeBytes, Long.BYTES) * 8;
        int freeBits = counterBits - lesseeBits;
        return new ExtranonceRange(sizeBytes, (long) slot << freeBits, 1L << freeBits);
    }

    /** One lessee's piece. */
    public record Lease(int slot, ExtranonceRange range) {}
}
