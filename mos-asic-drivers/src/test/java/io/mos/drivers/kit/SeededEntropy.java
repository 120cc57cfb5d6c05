package io.mos.drivers.kit;

import io.mos.core.kernel.Entropy;
import java.util.SplittableRandom;

/** Randomness that is the same in every run with the same seed. Owner: one thread. */
public final class SeededEntropy implements Entropy {

    private final SplittableRandom random;

    public SeededEntropy(long seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    public long nextLong() {
        return random.nextLong();
    }

    @Override
    public void nextBytes(byte[] into) {
        random.nextBytes(into);
    }
}
