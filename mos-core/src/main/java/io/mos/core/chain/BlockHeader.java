package io.mos.core.chain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The 80 bytes that are hashed. All integers are unsigned 32-bit and little-endian on the wire.
 *
 * <pre>
 * offset | size | field      | order
 *      0 |    4 | version    | little-endian
 *      4 |   32 | prevHash   | internal
 *     36 |   32 | merkleRoot | internal
 *     68 |    4 | nTime      | little-endian, seconds since 1970
 *     72 |    4 | nBits      | little-endian, compact target
 *     76 |    4 | nonce      | little-endian
 * </pre>
 */
public record BlockHeader(
        int version, Hash256 prevHash, Hash256 merkleRoot, int nTime, int nBits, int nonce) {
    public static final int SIZE_BYTES = 80;

    /**
     * Reads exactly 80 bytes.
     *
     * @throws MalformedChainDataException on another length; every content is a header
     */
    public static BlockHeader parse(byte[] bytes) {
        if (bytes.length != SIZE_BYTES) {
            throw new MalformedChainDataException(
                    "a block header has " + SIZE_BYTES + " bytes, got " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return new BlockHeader(
                in.getInt(0),
                Hash256.of(bytes, 4),
                Hash256.of(bytes, 36),
                in.getInt(68),
                in.getInt(72),
                in.getInt(76));
    }

    public byte[] toBytes() {
        byte[] bytes = new byte[SIZE_BYTES];
        prevHash.copyTo(bytes, 4);
        merkleRoot.copyTo(bytes, 36);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, version)
                .putInt(68, nTime)
                .putInt(72, nBits)
                .putInt(76, nonce);
        return bytes;
    }

    public Hash256 hash() {
        return Sha256d.of(toBytes());
    }

    public BlockHeader withVersion(int newVersion) {
        return new BlockHeader(newVersion, prevHash, merkleRoot, nTime, nBits, nonce);
    }

    public BlockHeader withMerkleRoot(Hash256 newMerkleRoot) {
        return new BlockHeader(version, prevHash, newMerkleRoot, nTime, nBits, nonce);
    }

    public BlockHeader withNTime(int newNTime) {
        return new BlockHeader(version, prevHash, merkleRoot, newNTime, nBits, nonce);
    }

    public BlockHeader withNonce(int newNonce) {
        return new BlockHeader(version, prevHash, merkleRoot, nTime, nBits, newNonce);
    }
}
