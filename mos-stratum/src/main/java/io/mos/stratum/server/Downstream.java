package io.mos.stratum.server;

import io.mos.core.chain.Extranonce;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.ExtranonceSpace;
import io.mos.core.work.MerkleSource;
import java.util.Arrays;
import java.util.Optional;

/**
 * One miner's part of the extranonce: the source's extranonce1 and the lessee's bytes together are
 * what the miner sees as extranonce1, the rest is its extranonce2.
 *
 * @param lease what it was leased
 * @param spaceNumber which of the book's spaces it is from
 * @param extranonce1 as told to the miner
 * @param extranonce2SizeBytes as told to the miner
 */
record Downstream(
        ExtranonceSpace.Lease lease,
        long spaceNumber,
        Extranonce extranonce1,
        int extranonce2SizeBytes) {

    /** Leases a part, or nothing when the space is full or cannot be cut at a byte. */
    static Optional<Downstream> lease(JobBook book) {
        Optional<JobBook.Entry> newest = book.newest();
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        MerkleSource.Coinbase coinbase = newest.get().coinbase();
        return book.space().lease().flatMap(lease -> of(lease, book, coinbase));
    }

    /** The source's extranonce2 for what the miner chose. */
    Extranonce upstream(Extranonce chosen) {
        byte[] whole = prefix();
        int prefixBytes = whole.length;
        whole = Arrays.copyOf(whole, prefixBytes + chosen.sizeBytes());
        chosen.copyTo(whole, prefixBytes);
        return Extranonce.of(whole);
    }

    private byte[] prefix() {
        return prefix(lease.range(), extranonce2SizeBytes);
    }

    private static Optional<Downstream> of(
            ExtranonceSpace.Lease lease, JobBook book, MerkleSource.Coinbase coinbase) {
        int freeBits = Long.numberOfTrailingZeros(lease.range().count());
        if (freeBits % 8 != 0 || freeBits == 0) {
            book.space().release(lease);
            return Optional.empty();
        }
        int freeBytes = freeBits / 8;
        byte[] prefix = prefix(lease.range(), freeBytes);
        byte[] upstream = coinbase.extranonce1().toBytes();
        byte[] together = Arrays.copyOf(upstream, upstream.length + prefix.length);
        System.arraycopy(prefix, 0, together, upstream.length, prefix.length);
        return Optional.of(
                new Downstream(lease, book.spaceNumber(), Extranonce.of(together), freeBytes));
    }

    private static byte[] prefix(ExtranonceRange range, int freeBytes) {
        return Arrays.copyOf(range.at(0).toBytes(), range.sizeBytes() - freeBytes);
    }
}
