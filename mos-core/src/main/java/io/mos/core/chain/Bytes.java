package io.mos.core.chain;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable run of bytes with value equality: a script, a tag, an extranonce, a coinbase part.
 */
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Bytes of(byte[] bytes) {
        return new Bytes(bytes.clone());
    }

    /**
     * Reads hex of either case.
     *
     * @throws MalformedChainDataException on odd length or another character
     */
    public static Bytes ofHex(String hex) {
        return new Bytes(parseHex(hex));
    }

    /** The parts one after another. */
    public static Bytes concat(Bytes... parts) {
        int size = 0;
        for (Bytes part : parts) {
            size = Math.addExact(size, part.size());
        }
        byte[] all = new byte[size];
        int offset = 0;
        for (Bytes part : parts) {
            part.copyTo(all, offset);
            offset += part.size();
        }
        return new Bytes(all);
    }

    public int size() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The byte at {@code index} as 0..255. */
    public int unsignedAt(int index) {
        return Byte.toUnsignedInt(bytes[index]);
    }

    /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
    public Bytes slice(int from, int to) {
        return new Bytes(Arrays.copyOfRange(bytes, from, checkEnd(to)));
    }

    public boolean startsWith(Bytes prefix) {
        return size() >= prefix.size()
                && Arrays.equals(bytes, 0, prefix.size(), prefix.bytes, 0, prefix.size());
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    public void copyTo(byte[] destination, int offset) {
        System.arraycopy(bytes, 0, destination, offset, bytes.length);
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The hex. */
    @Override
    public String toString() {
        return hex();
    }

    static byte[] parseHex(String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            throw new MalformedChainDataException("not hex: " + excerpt(hex));
        }
    }

    /** At most 64 characters of foreign text, fit for a message. */
    static String excerpt(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "… (" + text.length() + ")";
    }

    private int checkEnd(int to) {
        if (to > bytes.length) {
            throw new IndexOutOfBoundsException(to);
        }
        return to;
    }
}
