package io.mos.core.chain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The chain's variable-length count.
 *
 * <pre>
 * value            | bytes
 * 0 .. 0xfc        | value
 * .. 0xffff        | fd, then 2 little-endian
 * .. 0xffff_ffff   | fe, then 4 little-endian
 * above            | ff, then 8 little-endian
 * </pre>
 */
public final class CompactSize {
    private static final int TWO_BYTES = 0xfd;
    private static final int FOUR_BYTES = 0xfe;
    private static final int EIGHT_BYTES = 0xff;

    private CompactSize() {}

    /**
     * Reads a count from the buffer's position. {@code limit} is what the caller is ready to
     * handle.
     *
     * @throws MalformedChainDataException when the buffer ends, when a shorter form exists (a node
     *     refuses that too), or when the count exceeds the limit
     */
    public static long read(ByteBuffer in, long limit) {
        int first = Byte.toUnsignedInt(take(in, 1).get());
        long value =
                switch (first) {
                    case TWO_BYTES -> Short.toUnsignedLong(take(in, 2).getShort());
                    case FOUR_BYTES -> Integer.toUnsignedLong(take(in, 4).getInt());
                    case EIGHT_BYTES -> take(in, 8).getLong();
                    default -> first;
                };
        if (Long.compareUnsigned(value, limit) > 0) {
            throw new MalformedChainDataException(
                    "count " + Long.toUnsignedString(value) + " exceeds " + limit);
        }
        if (first >= TWO_BYTES && sizeOf(value) != 1 + (2 << (first - TWO_BYTES))) {
            throw new MalformedChainDataException(
                    "count " + value + " is not in its shortest form");
        }
        return value;
    }

    /** How many bytes {@link #encode} gives. */
    public static int sizeOf(long value) {
        if (value < 0 || value > 0xffff_ffffL) {
            return 9;
        }
        return value < TWO_BYTES ? 1 : value <= 0xffff ? 3 : 5;
    }

    public static byte[] encode(long value) {
        int size = sizeOf(value);
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        switch (size) {
            case 1 -> out.put((byte) value);
            case 3 -> out.put((byte) TWO_BYTES).putShort((short) value);
            case 5 -> out.put((byte) FOUR_BYTES).putInt((int) value);
            default -> out.put((byte) EIGHT_BYTES).putLong(value);
        }
        return out.array();
    }

    private static ByteBuffer take(ByteBuffer in, int size) {
        if (in.remaining() < size) {
            throw new MalformedChainDataException("ends inside a count");
        }
        ByteBuffer taken = in.slice(in.position(), size).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + size);
        return taken;
    }
}
