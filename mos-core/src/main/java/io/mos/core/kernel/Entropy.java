package io.mos.core.kernel;

import java.security.SecureRandom;

/** The only source of randomness, so that a test can replay it from a seed. Thread-safe. */
public interface Entropy {

    long nextLong();

    void nextBytes(byte[] into);

    /** Uniform in {@code [0, 1)}, for jitter. */
    default double nextUnit() {
        // 53 bits: what a double's mantissa holds.
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** The operating system's cryptographic generator. */
    static Entropy system() {
        SecureRandom random = new SecureRandom();
        return new Entropy() {
            @Override
            public long nextLong() {
                return random.nextLong();
            }

            @Override
            public void nextBytes(byte[] into) {
                random.nextBytes(into);
            }
        };
    }
}
