package io.mos.core.chain;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 applied twice, by the JDK's digest. Safe on every thread; one digest object per call. */
public final class Sha256d {
    private Sha256d() {}

    /** Hashes the parts one after another; 32 bytes in internal order. */
    public static byte[] hash(byte[]... parts) {
        MessageDigest sha256 = sha256();
        for (byte[] part : parts) {
            sha256.update(part);
        }
        return sha256.digest(sha256.digest());
    }

    public static Hash256 of(byte[]... parts) {
        return Hash256.of(hash(parts));
    }

    /** Hashes the parts one after another. */
    public static Hash256 of(ByteString... parts) {
        MessageDigest sha256 = sha256();
        for (ByteString part : parts) {
            part.update(sha256);
        }
        return Hash256.of(sha256.digest(sha256.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }
}
