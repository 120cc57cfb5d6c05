package io.mos.stratum.solo;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.ByteString;
import io.mos.core.chain.CoinbaseTransaction;
import io.mos.core.chain.CompactSize;

/**
 * A whole block as it goes to the node: header, count of transactions, coinbase with its witness,
 * and the template's transactions, which are not copied. Immutable.
 */
final class SolvedBlock {

    private final BlockHeader header;
    private final byte[] start;
    private final RawTransactions rest;

    SolvedBlock(BlockHeader header, CoinbaseTransaction coinbase, RawTransactions rest) {
        this.header = header;
        this.rest = rest;
        this.start =
                ByteString.concat(
                                ByteString.of(header.toBytes()),
                                ByteString.of(CompactSize.encode(1L + rest.count())),
                                coinbase.full())
                        .toBytes();
    }

    BlockHeader header() {
        return header;
    }

    int sizeBytes() {
        return start.length + rest.sizeBytes();
    }

    /** Copies {@code length} bytes that begin at {@code position}. */
    void copyTo(int position, byte[] into, int length) {
        int fromStart = Math.clamp(start.length - (long) position, 0, length);
        if (fromStart > 0) {
            System.arraycopy(start, position, into, 0, fromStart);
        }
        rest.copyTo(position + fromStart - start.length, into, fromStart, length - fromStart);
    }
}
