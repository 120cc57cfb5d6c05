package io.mos.drivers.child;

import io.mos.drivers.child.FromChild.Exiting;
import io.mos.drivers.child.FromChild.LaneBeat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the end of the drivers' process.
 *
 * @param exiting whose code asked for the end, when it told
 * @param stuck the lane for which the process was killed
 * @param exitCode of the process; -1 when there was none
 * @param heap how much room there was at the last beat
 * @param inside jars whose code was being run at the last moment
 * @param stray jars that had started threads
 * @param allocatedBytes by each jar during the last seconds
 * @param heapMaxBytes what there was to allocate
 */
record Evidence(
        Optional<Exiting> exiting,
        Optional<LaneBeat> stuck,
        int exitCode,
        HeapState heap,
        Set<Integer> inside,
        Set<Integer> stray,
        Map<Integer, Long> allocatedBytes,
        long heapMaxBytes) {

    /** {@code -XX:+ExitOnOutOfMemoryError} ends a JVM with this. */
    static final int OUT_OF_MEMORY = 3;

    Evidence {
        inside = Set.copyOf(inside);
        stray = Set.copyOf(stray);
        allocatedBytes = Map.copyOf(allocatedBytes);
    }

    /** How much room there was at the last beat. */
    enum HeapState {
        ROOM,
        NEARLY_FULL
    }

    boolean isOutOfMemory() {
        return exitCode == OUT_OF_MEMORY || heap == HeapState.NEARLY_FULL;
    }
}
