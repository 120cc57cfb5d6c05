package io.mos.hasher.kernel;

import io.mos.core.kernel.Entropy;
import io.mos.core.testkit.Gen;

/** Entropy a failed run can replay. */
public record SeededEntropy(Gen gen) implements Entropy {

    @Override
    public long nextLong() {
        return gen.anyLong();
    }

    @Override
    public void nextBytes(byte[] into) {
        System.arraycopy(gen.bytes(into.length), 0, into, 0, into.length);
    }
}
