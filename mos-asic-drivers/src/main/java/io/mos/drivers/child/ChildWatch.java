package io.mos.drivers.child;

import io.mos.drivers.child.Evidence.HeapState;
import io.mos.drivers.child.FromChild.Beat;
import io.mos.drivers.child.FromChild.JarBeat;
import io.mos.drivers.child.FromChild.LaneBeat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one life of the drivers' process and gathers what will tell who ended it. Owner: the loop
 * of {@link DriverHostProcess}.
 */
final class ChildWatch {

    /** Boards must be safe 5 s after a driver got stuck, and the guardian needs its time too. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    /** Until the first beat: a JVM's start on a slow machine. */
    private static final Duration START = Duration.ofSeconds(10);

    /** Two seconds of the driver's own work in one call. */
    private static final int STUCK_AT_WORK = 8;

    /** Three and a half with all the waiting for its line, which takes one second each. */
    private static final int STUCK_INSIDE = 14;

    /** That long for one answer, it is not the driver who is stuck. */
    private static final int WAITS_FOR_US = 12;

    /** Classes are loaded from a slow disk, and no board depends on it. */
    private static final int STUCK_LOADING = 20;

    /** Ten seconds of beats. */
    private static final int REMEMBERED = 40;

    /** A heap so full at a beat is about to run over. */
    private static final double NEARLY_FULL = 0.9;

    private static final Logger LOG = LoggerFactory.getLogger(ChildWatch.class);

    private final ChildLink link;
    private final Path blackBox;
    private final ArrayDeque<Beat> beats = new ArrayDeque<>();
    private @Nullable LaneBeat stuck;

    ChildWatch(ChildLink link, Path blackBox) {
        this.link = link;
        this.blackBox = blackBox;
    }

    /** Why the process has to end now, if it has to. */
    Optional<String> look(long nowNanos) {
        Optional<Beat> newest = link.beat();
        newest.filter(beat -> !beat.equals(beats.peekLast())).ifPresent(this::remember);
        Duration silence = Duration.ofNanos(nowNanos - link.heardNanos());
        if (silence.compareTo(newest.isPresent() ? SILENCE : START) > 0) {
            return Optional.of("nothing was heard of the drivers' process for " + silence);
        }
        Optional<LaneBeat> found =
                newest.stream()
                        .flatMap(beat -> beat.lanes().stream())
                        .filter(ChildWatch::isStuck)
                        .findFirst();
        stuck = found.orElse(null);
        return found.map(lane -> "a driver did not return from " + lane.doing());
    }

    /** All there is to know once the process is gone. */
    Evidence evidence(int exitCode) {
        Beat last = beats.peekLast();
        long heapMax = last == null ? 0 : last.heapMaxBytes();
        boolean isFull = last != null && last.heapUsedBytes() > NEARLY_FULL * heapMax;
        return new Evidence(
                link.exiting(),
                Optional.ofNullable(stuck),
                exitCode,
                isFull ? HeapState.NEARLY_FULL : HeapState.ROOM,
                inside(),
                stray(last),
                allocated(last),
                heapMax);
    }

    static boolean isStuck(LaneBeat lane) {
        if (lane.device() == LaneBeat.NO_DEVICE) {
            return lane.beatsInside() >= STUCK_LOADING;
        }
        return lane.beatsAtWork() >= STUCK_AT_WORK
                || (lane.beatsInside() >= STUCK_INSIDE && lane.beatsWaiting() < WAITS_FOR_US);
    }

    private void remember(Beat beat) {
        beats.add(beat);
        if (beats.size() > REMEMBERED) {
            beats.remove();
        }
    }

    private Set<Integer> inside() {
        try {
            return BlackBox.jarsInside(blackBox);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("notes of the drivers' process cannot be read");
            return Set.of();
        }
    }

    private static Set<Integer> stray(@Nullable Beat last) {
        Set<Integer> jars = new HashSet<>();
        if (last != null) {
            last.jars().stream()
                    .filter(jar -> jar.strayThreads() > 0)
                    .forEach(jar -> jars.add(jar.jar()));
        }
        return jars;
    }

    private Map<Integer, Long> allocated(@Nullable Beat last) {
        Map<Integer, Long> growth = new HashMap<>();
        if (last == null) {
            return growth;
        }
        last.jars().forEach(jar -> growth.put(jar.jar(), jar.allocatedBytes()));
        Beat first = beats.peekFirst();
        if (first != null && beats.size() == REMEMBERED) {
            for (JarBeat jar : first.jars()) {
                growth.computeIfPresent(
                        jar.jar(), (_, now) -> Math.max(0, now - jar.allocatedBytes()));
            }
        }
        return growth;
    }
}
