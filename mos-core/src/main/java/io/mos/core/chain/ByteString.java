package io.mos.core.chain;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable run of bytes, for records: raw arrays do not cross packages. */
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
     * @throws IllegalArgumentException for odd length or foreign characters
     */
    public static ByteString parseHex(String hex) {
        return new ByteString(HexFormat.of().parseHex(hex));
    }

    public int sizeBytes() {
        return bytes.length;
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
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

    @Override
    public String toString() {
        return hex();
    }
}
