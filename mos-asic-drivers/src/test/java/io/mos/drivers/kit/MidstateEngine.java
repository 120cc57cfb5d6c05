package io.mos.drivers.kit;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;
import io.mos.core.work.HashEngine;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.OptionalInt;

/** Hashes headers at a third of the plain cost: what is the same for all nonces is done once. */
final class MidstateEngine implements HashEngine {

    private static final int FIRST_BLOCK = 64;
    private static final int NONCE_AT = 76;

    @Override
    public Hash256 hash(BlockHeader header) {
        return header.hash();
    }

    @Override
    public OptionalInt search(BlockHeader header, int count, Target target) {
        byte[] bytes = header.toBytes();
        try {
            MessageDigest begun = MessageDigest.getInstance("SHA-256");
            begun.update(bytes, 0, FIRST_BLOCK);
            MessageDigest second = MessageDigest.getInstance("SHA-256");
            int highest = target.highestWord();
            for (int nonce = header.nonce(), left = count; left > 0; nonce++, left--) {
                MessageDigest first = (MessageDigest) begun.clone();
                putLe(bytes, nonce);
                first.update(bytes, FIRST_BLOCK, bytes.length - FIRST_BLOCK);
                byte[] hash = second.digest(first.digest());
                if (Integer.compareUnsigned(highestWord(hash), highest) <= 0
                        && target.isMetBy(Hash256.of(hash))) {
                    return OptionalInt.of(nonce);
                }
            }
            return OptionalInt.empty();
        } catch (NoSuchAlgorithmException | CloneNotSupportedException e) {
            throw new AssertionError("every JDK has SHA-256, and clones it", e);
        }
    }

    private static int highestWord(byte[] hash) {
        return (hash[31] & 0xff) << 24
                | (hash[30] & 0xff) << 16
                | (hash[29] & 0xff) << 8
                | (hash[28] & 0xff);
    }

    private static void putLe(byte[] bytes, int nonce) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[NONCE_AT + i] = (byte) (nonce >>> (Byte.SIZE * i));
        }
    }
}
