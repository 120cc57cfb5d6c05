package io.mos.core.work;

import io.mos.core.chain.Extranonce;
import java.util.OptionalLong;

/**
 * A contiguous piece of one source's extranonce2 space, as a lessee rolls it.
 *
 * <p>Values are counters over the last (at most 8) bytes of the extranonce2, big-endian; bytes in
 * front stay zero. {@code first} and {@code count} are unsigned, {@code count == 0} means 2^64.
 */
public record ExtranonceRange(int sizeBytes, long first, long count) {

    /** The only value of a source that lets nothing be chosen. */
    public static final ExtranonceRange NONE = new ExtranonceRange(0, 0, 1);

    public ExtranonceRange {
        if (sizeBytes < 0 || sizeBytes > Extranonce.MAX_SIZE_BYTES) {
            throw new IllegalArgumentException("extranonce2 of " + sizeBytes + " bytes");
        }
    }

    /** The extranonce2 at {@code index} of this range; it wraps around past the end. */
    public Extranonce at(long index) {
        long within = count == 0 ? index : Long.remainderUnsigned(index, count);
        return Extranonce.ofCounter(first + within, sizeBytes);
    }

    /** Whether this extranonce2 belongs to the range. */
    public boolean contains(Extranonce extranonce2) {
        if (extranonce2.sizeBytes() != sizeBytes) {
            return false;
        }
        OptionalLong counter = counterOf(extranonce2.toBytes());
        return counter.isPresent()
                && (count == 0 || Long.compareUnsigned(counter.getAsLong() - first, count) < 0);
    }

    private static OptionalLong counterOf(byte[] bytes) {
        long counter = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (i < bytes.length - Long.BYTES && bytes[i] != 0) {
                return OptionalLong.empty();
            }
            counter = (counter << 8) | (bytes[i] & 0xff);
        }
        return OptionalLong.of(counter);
    }
}
