package io.mos.drivers.sim;

import io.mos.core.kernel.Entropy;
import java.util.function.Consumer;

/** What happens to bytes on the data line. Owner: the board. */
final class LineFaults {
    private static final int MAX_RUBBISH_BYTES = 16;

    private final Entropy entropy;
    private double noise;
    private double garbage;
    private double lost;
    private double twice;

    LineFaults(Entropy entropy) {
        this.entropy = entropy;
    }

    void setNoise(double bitErrorRate) {
        noise = bitErrorRate;
    }

    void setGarbage(double part) {
        garbage = part;
    }

    void setLost(double part) {
        lost = part;
    }

    void setTwice(double part) {
        twice = part;
    }

    /** Bytes on their way to the chips; the array itself is changed. */
    byte[] fromHost(byte[] bytes) {
        return noisy(bytes);
    }

    /** A frame on its way to the host. */
    void toHost(byte[] frame, Consumer<byte[]> host) {
        if (happens(garbage)) {
            byte[] rubbish = new byte[1 + (int) (entropy.nextUnit() * MAX_RUBBISH_BYTES)];
            entropy.nextBytes(rubbish);
            host.accept(rubbish);
        }
        if (happens(lost)) {
            return;
        }
        host.accept(noisy(frame.clone()));
        if (happens(twice)) {
            host.accept(noisy(frame.clone()));
        }
    }

    private byte[] noisy(byte[] bytes) {
        if (noise > 0) {
            for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
                if (entropy.nextUnit() < noise) {
                    bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                }
            }
        }
        return bytes;
    }

    private boolean happens(double part) {
        return part > 0 && entropy.nextUnit() < part;
    }
}
