package io.mos.hasher.kernel;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own SHA-256, its midstate kept as a clone: works everywhere, hashes while faster
 * kernels warm up and judges their candidates. Allocates the clone, at most 320 bytes a hash.
 */
final class DigestKernel implements ScanKernel {

    static final String ID = "digest";

    private static final int DIGEST_BYTES = 32;

    /** Last word of the digest: offset of its four bytes, most significant first. */
    private static final int LAST_WORD = DIGEST_BYTES - Integer.BYTES;

    private static final int NONCE_OFFSET = ScanJob.TAIL_WORDS * Integer.BYTES;

    private final MessageDigest outer = sha256();
    private final byte[] tail = new byte[NONCE_OFFSET + Integer.BYTES];
    private final byte[] digest = new byte[DIGEST_BYTES];
    private @Nullable ScanJob prepared;
    private MessageDigest midstate = sha256();

    @Override
    public int width() {
        return 1;
    }

    @Override
    public int scan(ScanJob job, int firstWord, int count, Candidates found) {
        if (prepared != job) {
            prepare(job);
        }
        int mask = job.stateMask();
        for (int done = 0; done < count; done++) {
            if (found.isFullFor(1)) {
                return done;
            }
            if ((lastWord(firstWord + done) & mask) == 0) {
                found.add(0, firstWord + done);
            }
        }
        return count;
    }

    private void prepare(ScanJob job) {
        midstate = sha256();
        midstate.update(job.prefix(0));
        for (int i = 0; i < ScanJob.TAIL_WORDS; i++) {
            putWord(i * Integer.BYTES, job.tail(i));
        }
        prepared = job;
    }

    private int lastWord(int nonceWord) {
        putWord(NONCE_OFFSET, nonceWord);
        try {
            MessageDigest inner = (MessageDigest) midstate.clone();
            inner.update(tail);
            inner.digest(digest, 0, DIGEST_BYTES);
            outer.update(digest);
            outer.digest(digest, 0, DIGEST_BYTES);
        } catch (CloneNotSupportedException | DigestException e) {
            throw new IllegalStateException("the platform's SHA-256 cannot be cloned or read", e);
        }
        return (digest[LAST_WORD] << 24)
                | ((digest[LAST_WORD + 1] & 0xff) << 16)
                | ((digest[LAST_WORD + 2] & 0xff) << 8)
                | (digest[LAST_WORD + 3] & 0xff);
    }

    private void putWord(int offset, int word) {
        tail[offset] = (byte) (word >>> 24);
        tail[offset + 1] = (byte) (word >>> 16);
        tail[offset + 2] = (byte) (word >>> 8);
        tail[offset + 3] = (byte) word;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }
}
