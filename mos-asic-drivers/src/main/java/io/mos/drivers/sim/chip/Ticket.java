package io.mos.drivers.sim.chip;

import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Which hashes a chip reports: bits that must be zero, not a number that must not be passed. After
 * the zero bits every ticket has, the register's lowest byte is held against the hash's next eight
 * bits and so on upwards (BM13XX.md §6: 512 is 000080FF, one bit more than 000000FF).
 *
 * @param zeroBits that every ticket has
 * @param mask bits of the 32 that follow them, the next one on top
 */
record Ticket(int zeroBits, int mask) {
    private static final int HIGHEST_OFFSET = 24;

    static Ticket of(int zeroBits, int register) {
        return new Ticket(zeroBits, Integer.reverseBytes(register));
    }

    boolean isMetBy(Hash256 hash) {
        long highest = highest(hash);
        return Long.numberOfLeadingZeros(highest) >= zeroBits
                && ((int) (highest << zeroBits >>> Integer.SIZE) & mask) == 0;
    }

    /** Met by every hash that meets the ticket, and by few others; for the search. */
    Target target() {
        int wanted = zeroBits + leadingMaskBits();
        byte[] bytes = new byte[Hash256.SIZE_BYTES];
        for (int bit = 0; bit < Hash256.SIZE_BYTES * Byte.SIZE - wanted; bit++) {
            bytes[bit / Byte.SIZE] |= (byte) (1 << bit % Byte.SIZE);
        }
        return Target.ofBytesLe(bytes);
    }

    /** Half bits by which a hash exceeds the ticket, as full-header chips tell (BM13XX.md §9). */
    int excess(Hash256 hash) {
        int more = Long.numberOfLeadingZeros(highest(hash)) - zeroBits - leadingMaskBits();
        return Math.clamp(2L * more, 0, 0xff);
    }

    private int leadingMaskBits() {
        return Integer.numberOfLeadingZeros(~mask);
    }

    private static long highest(Hash256 hash) {
        return ByteBuffer.wrap(hash.toBytes())
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong(HIGHEST_OFFSET);
    }
}
