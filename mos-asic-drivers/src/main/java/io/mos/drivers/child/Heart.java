package io.mos.drivers.child;

import com.sun.management.ThreadMXBean;
import io.mos.core.kernel.TimeSource;
import io.mos.drivers.child.FromChild.Beat;
import io.mos.drivers.child.FromChild.JarBeat;
import io.mos.drivers.child.FromChild.LaneBeat;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells the daemon at short intervals that this process lives, and what each of its lanes does. It
 * counts its own beats instead of looking at a clock, so that a process that was stopped or starved
 * does not look like a driver that blocks. Owner: the timer's thread.
 */
final class Heart {

    static final Duration INTERVAL = Duration.ofMillis(250);

    private final TimeSource time;
    private final Pipe pipe;
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    Heart(TimeSource time, Pipe pipe) {
        this.time = time;
        this.pipe = pipe;
    }

    /** Any thread. */
    void watch(Lane lane) {
        lanes.add(lane);
    }

    void beat() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        Set<Long> own = new HashSet<>();
        List<LaneBeat> beats = new ArrayList<>();
        for (Lane lane : lanes) {
            own.add(lane.threadId());
            LaneBeat beat = lane.beat(threads.getThreadAllocatedBytes(lane.threadId()));
            beats.add(beat);
        }
        lanes.removeIf(Lane::isGone);
        pipe.send(new Beat(heap.getUsed(), heap.getMax(), beats, jars(own)));
        time.schedule(INTERVAL, this::beat);
    }

    /** What each jar's threads take, lanes and those it started itself. */
    private List<JarBeat> jars(Set<Long> laneThreads) {
        Map<Integer, JarBeat> byJar = new HashMap<>();
        for (Thread thread : living()) {
            Optional<Integer> jar =
                    Optional.ofNullable(thread.getContextClassLoader())
                            .flatMap(loader -> Optional.ofNullable(loader.getName()))
                            .flatMap(DriverJar::numberOf);
            if (jar.isPresent()) {
                int stray = laneThreads.contains(thread.threadId()) ? 0 : 1;
                long allocated = Math.max(0, threads.getThreadAllocatedBytes(thread.threadId()));
                byJar.merge(
                        jar.get(),
                        new JarBeat(jar.get(), stray, allocated),
                        (one, other) ->
                                new JarBeat(
                                        one.jar(),
                                        one.strayThreads() + other.strayThreads(),
                                        one.allocatedBytes() + other.allocatedBytes()));
            }
        }
        return List.copyOf(byJar.values());
    }

    private static List<Thread> living() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        if (group == null) {
            return List.of();
        }
        Thread[] found = new Thread[group.activeCount() + 64];
        int count = group.enumerate(found);
        return List.of(Arrays.copyOf(found, count));
    }
}
