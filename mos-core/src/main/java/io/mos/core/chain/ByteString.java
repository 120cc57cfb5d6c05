package io.mos.core.chain;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable run of bytes with value equality: a script, a tag, an extranonce, a coinbase part.
 * Raw arrays do not cross packages.
 */
public final class ByteString {
    public static final ByteString EMPTY = new ByteString(new byte[0]);

    private final byte[] bytes;

    private ByteString(byte[] bytes) {
        this.bytes = bytes;
    }

    public static ByteString of(byte... bytes) {
        return new ByteString(bytes.clone());
    }

    /**
     * Reads hex of either case.
     *
     * @throws MalformedChainDataException on odd length or another character
     */
    public static ByteString parseHex(String hex) {
        try {
            return new ByteString(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new MalformedChainDataException("not hex: " + excerpt(hex));
        }
    }

    /** The parts one after another. */
    public static ByteString concat(ByteString... parts) {
        int size = 0;
        for (ByteString part : parts) {
            size = Math.addExact(size, part.sizeBytes());
        }
        byte[] all = new byte[size];
        int offset = 0;
        for (ByteString part : parts) {
            part.copyTo(all, offset);
            offset += part.sizeBytes();
        }
        return new ByteString(all);
    }

    public int sizeBytes() {
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
    public ByteString slice(int from, int to) {
        return new ByteString(Arrays.copyOfRange(bytes, from, checkEnd(to)));
    }

    public boolean startsWith(ByteString prefix) {
        return sizeBytes() >= prefix.sizeBytes()
                && Arrays.equals(bytes, 0, prefix.sizeBytes(), prefix.bytes, 0, prefix.sizeBytes());
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
        return other instanceof ByteString that && Arrays.equals(bytes, that.bytes);
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

    void update(MessageDigest digest) {
        digest.update(bytes);
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
