package io.mos.drivers.child;

import io.mos.core.device.BoardPlan;
import io.mos.core.device.DriverInfo;
import io.mos.core.device.DriverMatch;
import java.util.List;
import java.util.Optional;

/** What the process of the drivers tells the daemon. */
sealed interface FromChild {

    Shape<FromChild> SHAPE = Shapes.of(FromChild.class);

    record Found(int jar, int driver, DriverInfo info) implements FromChild {}

    /** Nothing in the jar, or one of its drivers, can be used. */
    record Refused(int jar, String why) implements FromChild {}

    /** All of the jar's drivers were told. */
    record Loaded(int jar) implements FromChild {}

    /** An answer to the call of that number. */
    sealed interface Reply extends FromChild {

        long call();

        record Matched(long call, Optional<DriverMatch> match) implements Reply {}

        record Planned(long call, BoardPlan plan) implements Reply {}

        /** The user asks for what cannot be; the driver says what and why. */
        record Unfit(long call, String why) implements Reply {}

        record Failed(long call, String what) implements Reply {}
    }

    record Said(int device, DeviceWord word) implements FromChild {}

    /**
     * Sent about four times a second.
     *
     * @param heapUsedBytes garbage included
     */
    record Beat(long heapUsedBytes, long heapMaxBytes, List<LaneBeat> lanes, List<JarBeat> jars)
            implements FromChild {
        public Beat {
            lanes = List.copyOf(lanes);
            jars = List.copyOf(jars);
        }
    }

    /** A driver's code ends the process; told by what the jar was called from. */
    record Exiting(int jar, String how) implements FromChild {}

    /**
     * A thread that runs a driver's code.
     *
     * @param device its number, or {@link #NO_DEVICE} for the thread that loads and matches
     * @param name for people
     * @param doing what the driver was asked to do at last
     * @param beatsInside so many beats found it within the same call; 0 for a thread at rest
     * @param beatsAtWork so many of those did not find it waiting for the daemon
     * @param beatsWaiting so many of the latest found it waiting for the same answer of the daemon
     * @param allocatedBytes by this thread since it began
     */
    record LaneBeat(
            int jar,
            int device,
            String name,
            String doing,
            int beatsInside,
            int beatsAtWork,
            int beatsWaiting,
            long allocatedBytes) {

        static final int NO_DEVICE = -1;
    }

    /**
     * A jar as a whole.
     *
     * @param strayThreads threads its code started, which it must not
     * @param allocatedBytes by all of its living threads
     */
    record JarBeat(int jar, int strayThreads, long allocatedBytes) {}
}
