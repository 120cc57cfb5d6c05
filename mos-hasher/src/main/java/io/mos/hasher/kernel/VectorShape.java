package io.mos.hasher.kernel;

import jdk.incubator.vector.IntVector;

/**
 * The only hand-written class that mentions the Vector API; touch it only when the module is there.
 */
final class VectorShape {

    private VectorShape() {}

    /** How many 32-bit lanes the JVM thinks best on this machine. */
    static int preferredLanes() {
        return IntVector.SPECIES_PREFERRED.length();
    }
}
